#pragma once

#include <stddef.h>

// The bundled model files (safetensors), compiled into the binary so that it runs wherever it is moved.
// Swift does not import an array of unknown size; hence a function for the pointer and one for the size.

const void *genre_model_best(void);
size_t genre_model_best_size(void);

const void *genre_model_gru(void);
size_t genre_model_gru_size(void);

const void *genre_model_lstm(void);
size_t genre_model_lstm_size(void);
