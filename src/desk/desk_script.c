#include "desk/desk_script.h"

#include "web/asset.h"

/* assets/desk_script.S */
extern const char desk_keys_js[], desk_keys_js_end[];

struct http_answer *desk_answer_file(struct str path)
{
    const struct asset *asset = asset_lookup(path);
    struct http_answer *answer;
    if (asset != NULL) {
        answer = http_answer_new(
            200, asset->type, str_n(asset->bytes, (size_t)(asset->bytes_end - asset->bytes)));
        answer->keep = HTTP_KEEP_A_YEAR;
        return answer;
    }
    answer = http_answer_new(200, "text/javascript; charset=utf-8",
                             str_n(desk_keys_js, (size_t)(desk_keys_js_end - desk_keys_js)));
    answer->keep = HTTP_KEEP_ASK;
    return answer;
}
