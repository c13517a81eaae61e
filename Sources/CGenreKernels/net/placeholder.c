#include "genre_net.h"
