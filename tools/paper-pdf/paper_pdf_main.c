/* paper-pdf: a report of the Lab as a PDF. */
#include "paper_pdf.h"

#include "base/file.h"
#include "toolkit/tool.h"

static enum err_code answer(void *state, struct arena *arena, const struct js *input,
                            struct jsonw *output, struct err *err)
{
    static const char out[] = "/out/report.pdf"; /* the host has taken the one before */
    struct str paper;
    const char *path;
    int pages;
    (void)state;
    TRY(tool_input_path(input, "paper", arena, &path, err));
    TRY(file_read(arena, path, PAPER_BYTES_MAX, &paper, err));
    TRY(paper_pdf_write(arena, paper, out, &pages, err));
    jsonw_object(output);
    jsonw_member(output, "file", out);
    jsonw_member_int(output, "pages", pages);
    jsonw_end(output);
    return ERR_OK;
}

int main(void)
{
    return tool_main(&(struct tool){.window = 1, .answer = answer});
}
