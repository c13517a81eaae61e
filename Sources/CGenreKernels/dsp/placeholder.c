#include "genre_dsp.h"
