// What every CPU of the target has: on arm64 32 registers of 4 lanes, 6 x 4 of them for sums; on x86-64 SSE2
// with 16 registers, 6 x 2.
#include "genre_net_variants.h"

#define GENRE_LANES 4
#define GENRE_TILE_ROWS 6
#if defined(__aarch64__)
#define GENRE_TILE_VECTORS 4
#else
#define GENRE_TILE_VECTORS 2
#endif

#include "kernels.h"

extern const struct genre_net_kernels genre_net_kernels_baseline;
const struct genre_net_kernels genre_net_kernels_baseline = GENRE_KERNEL_TABLE("baseline");
