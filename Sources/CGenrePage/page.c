#include "CGenrePage.h"

#include <string.h>

static const unsigned char index_html[] = {
#embed "Page/index.html"
};

static const unsigned char style_css[] = {
#embed "Page/style.css"
};

static const unsigned char app_js[] = {
#embed "Page/app.js"
};

static const unsigned char results_js[] = {
#embed "Page/results.js"
};

static const unsigned char sound_js[] = {
#embed "Page/sound.js"
};

static const unsigned char recorder_js[] = {
#embed "Page/recorder.js"
};

static const unsigned char recorder_worklet_js[] = {
#embed "Page/recorder-worklet.js"
};

static const unsigned char listener_js[] = {
#embed "Page/listener.js"
};

static const unsigned char live_js[] = {
#embed "Page/live.js"
};

static const unsigned char wave_js[] = {
#embed "Page/wave.js"
};

static const unsigned char text_js[] = {
#embed "Page/text.js"
};

static const unsigned char icon_svg[] = {
#embed "Page/icon.svg"
};

static const unsigned char en_json[] = {
#embed "Page/en.json"
};

static const unsigned char id_json[] = {
#embed "Page/id.json"
};

static const unsigned char openapi_yaml[] = {
#embed "Page/openapi.yaml"
};

static const struct {
  const char *name;
  const unsigned char *bytes;
  size_t size;
} files[] = {
    {"index.html", index_html, sizeof index_html},
    {"style.css", style_css, sizeof style_css},
    {"app.js", app_js, sizeof app_js},
    {"results.js", results_js, sizeof results_js},
    {"sound.js", sound_js, sizeof sound_js},
    {"recorder.js", recorder_js, sizeof recorder_js},
    {"recorder-worklet.js", recorder_worklet_js, sizeof recorder_worklet_js},
    {"listener.js", listener_js, sizeof listener_js},
    {"live.js", live_js, sizeof live_js},
    {"wave.js", wave_js, sizeof wave_js},
    {"text.js", text_js, sizeof text_js},
    {"icon.svg", icon_svg, sizeof icon_svg},
    {"en.json", en_json, sizeof en_json},
    {"id.json", id_json, sizeof id_json},
    {"openapi.yaml", openapi_yaml, sizeof openapi_yaml},
};

const void *genre_page_file(const char *name, size_t *size) {
  for (size_t index = 0; index < sizeof files / sizeof files[0]; index += 1) {
    if (strcmp(files[index].name, name) == 0) {
      *size = files[index].size;
      return files[index].bytes;
    }
  }
  *size = 0;
  return NULL;
}
