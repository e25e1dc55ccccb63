/* The script and the stylesheet of the form, as they lie in form/. */
#ifndef POLICEAI_REGISTRY_FORM_ASSET_H
#define POLICEAI_REGISTRY_FORM_ASSET_H

#include "base/str.h"

/* The form's script and style as built in. */
struct str form_asset_js(void);
/* See form_asset_js. */
struct str form_asset_css(void);

#endif
