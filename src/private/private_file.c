/* See private_file.h. */
#include "private/private_file.h"

#include "web/asset.h"

#define SCRIPT "/keys.js"

/* assets/private_script.S */
extern const char private_keys_js[], private_keys_js_end[];

bool private_is_file(struct str path)
{
    return asset_lookup(path) != NULL || str_is(path, SCRIPT);
}

struct http_answer *private_answer_file(struct str path)
{
    const struct asset *asset = asset_lookup(path);
    struct http_answer *answer;
    if (asset != NULL) {
        answer = http_answer_new(
            200, asset->type, str_n(asset->bytes, (size_t)(asset->bytes_end - asset->bytes)));
        answer->keep = HTTP_KEEP_A_YEAR;
        return answer;
    }
    answer = http_answer_new(
        200, "text/javascript; charset=utf-8",
        str_n(private_keys_js, (size_t)(private_keys_js_end - private_keys_js)));
    answer->keep = HTTP_KEEP_ASK;
    return answer;
}
