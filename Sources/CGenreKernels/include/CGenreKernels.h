#pragma once

#include "genre_dsp.h"
#include "genre_net.h"
