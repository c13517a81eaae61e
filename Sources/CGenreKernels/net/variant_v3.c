// AVX2: 16 registers of 8 lanes. Up to 6 x 2 of them hold sums.
#include "genre_net_variants.h"

#if defined(__x86_64__)
#include <stdint.h>
#include <string.h>

#define GENRE_LANES 8
#define GENRE_TILE_ROWS 6
#define GENRE_TILE_VECTORS 2

#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#include "kernels.h"
#pragma clang attribute pop

extern const struct genre_net_kernels genre_net_kernels_v3;
const struct genre_net_kernels genre_net_kernels_v3 = GENRE_KERNEL_TABLE("x86-64-v3");
#endif
