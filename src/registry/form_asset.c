/* See form_asset.h. The bytes are put into the program by form/form_asset.S. */
#include "registry/form_asset.h"

extern const char form_js[], form_js_end[];
extern const char form_css[], form_css_end[];

struct str form_asset_js(void)
{
    return str_n(form_js, (size_t)(form_js_end - form_js));
}

struct str form_asset_css(void)
{
    return str_n(form_css, (size_t)(form_css_end - form_css));
}
