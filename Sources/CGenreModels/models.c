#include "CGenreModels.h"

// A reader of tensors may use them in place, so they stand as a cache line does.
_Alignas(64) static const unsigned char best[] = {
#embed "Weights/best.safetensors"
};

_Alignas(64) static const unsigned char gru[] = {
#embed "Weights/gru.safetensors"
};

_Alignas(64) static const unsigned char lstm[] = {
#embed "Weights/lstm.safetensors"
};

const void *genre_model_best(void) { return best; }
size_t genre_model_best_size(void) { return sizeof best; }

const void *genre_model_gru(void) { return gru; }
size_t genre_model_gru_size(void) { return sizeof gru; }

const void *genre_model_lstm(void) { return lstm; }
size_t genre_model_lstm_size(void) { return sizeof lstm; }
