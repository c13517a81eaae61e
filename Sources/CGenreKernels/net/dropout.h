/// The choice of an element is a hash of the key and its index, by the 32-bit finalizer of MurmurHash3: no
/// state, so no order of rows or threads can change it.
static void dropout(int64_t padded, float *values, uint32_t key, uint32_t threshold, float scale) {
  words index = (words)lane_indices();
  for (int64_t u = 0; u < padded; u += GENRE_LANES) {
    words hash = (index + (uint32_t)u) * 0x9E3779B1u + key;
    hash = (hash ^ (hash >> 16)) * 0x85EBCA6Bu;
    hash = (hash ^ (hash >> 13)) * 0xC2B2AE35u;
    hash = hash ^ (hash >> 16);
    lanes kept = (lanes)(hash >= threshold - (words){});
    store(values + u, choose(kept, load(values + u) * splat(scale), splat(0)));
  }
}
