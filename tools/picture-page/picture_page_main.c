/* picture-page: a page of a document as a PNG, for a person to look at. */
#include "page_picture.h"

#include "toolkit/tool.h"

static enum err_code answer(void *state, struct arena *arena, const struct js *input,
                            struct jsonw *output, struct err *err)
{
    static const char out[] = "/out/page.png"; /* the host has taken the one before */
    struct page_picture picture = {0};
    const char *path;
    int64_t page;
    (void)state;
    TRY(tool_input_path(input, "document", arena, &path, err));
    TRY(js_need_int(input, "page", 1, INT32_MAX, &page, err));
    TRY(page_picture_write(path, (int)page, out, &picture, err));
    jsonw_object(output);
    jsonw_member(output, "file", out);
    jsonw_member_int(output, "width", picture.width);
    jsonw_member_int(output, "height", picture.height);
    jsonw_end(output);
    return ERR_OK;
}

int main(void)
{
    return tool_main(&(struct tool){.window = 1, .answer = answer});
}
