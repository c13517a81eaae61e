#include "CGenreModels.h"
