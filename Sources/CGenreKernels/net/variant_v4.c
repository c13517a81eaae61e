// AVX-512: 32 registers of 16 lanes. Up to 6 x 4 of them hold sums.
#include "genre_net_variants.h"

#if defined(__x86_64__)
#include <stdint.h>
#include <string.h>

#define GENRE_LANES 16
#define GENRE_TILE_ROWS 6
#define GENRE_TILE_VECTORS 4

// The compiler's tuning for this target would split 16 lanes in two, unless a function says that it means them.
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"), min_vector_width(512))), \
                             apply_to = function)
#include "kernels.h"
#pragma clang attribute pop

extern const struct genre_net_kernels genre_net_kernels_v4;
const struct genre_net_kernels genre_net_kernels_v4 = GENRE_KERNEL_TABLE("x86-64-v4");
#endif
