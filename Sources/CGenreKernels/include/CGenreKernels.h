#pragma once

#include "genre_dsp.h"
#include "genre_net.h"
#include "genre_net_variants.h"
#include "genre_net_optimizer.h"
