#pragma once

// Optimiser arithmetic over flat buffers of float32. All pointers may be unaligned; buffers do not overlap.

// What one step of Adam needs beside the buffers.
typedef struct {
  float gradient_scale;          // the gradient is multiplied by this first (1, or less when it is clipped)
  float beta1;                   // decay of the first moment
  float beta2;                   // decay of the second moment
  float epsilon;                 // added to the root of the corrected second moment
  float step_size;               // learning rate / (1 - beta1^t)
  float root_correction;         // 1 / sqrt(1 - beta2^t)
  float coupled_decay;           // added to the gradient as this times the parameter (Adam); 0 for none
  float decoupled_factor;        // the parameter is multiplied by this first (AdamW); 1 for none
} genre_net_adam_constants;

// One step of Adam or AdamW: updates parameters and both moments in place.
void genre_net_adam_step(float *parameters, const float *gradients, float *first_moments, float *second_moments,
                         long count, genre_net_adam_constants constants);

// The sum of the squares, in double precision and in an order that depends on count alone.
double genre_net_sum_of_squares(const float *values, long count);

// average = decay * average + (1 - decay) * values.
void genre_net_average(float *average, const float *values, long count, float decay);
