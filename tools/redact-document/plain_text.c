/* Plain text and CSV: what is hidden is replaced by what kind of thing it was. What comes out
 * is UTF-8. Of a table rows, separators and quotes stay as they are. */
#include "csv_table.h"
#include "hidden_runs.h"
#include "plain_text/text_encoding.h"

#include "base/file.h"

enum { TEXT_MAX = 16 << 20 };

static enum err_code write_file(const struct request *request, struct answer *answer,
                                const char *extension, struct err *err)
{
    struct strbuf out;
    struct str text = strbuf_view(&answer->text);
    struct hidden_runs runs = hidden_runs_of(answer);
    const char *path = arena_printf(answer->arena, "%s.%s", request->out, extension);
    strbuf_init(&out, 4 * (size_t)TEXT_MAX);
    hidden_runs_write(&runs, text, 0, text.n, NULL, &out);
    enum err_code code = strbuf_check(&out, "the redacted text", err);
    if (code == ERR_OK) {
        code = file_write(path, strbuf_view(&out), 0600, err);
    }
    strbuf_release(&out);
    answer->file = path;
    return code;
}

static enum err_code decide_table(const struct request *request, const struct csv_cells *cells,
                                  struct answer *answer, struct err *err)
{
    if (request->hide == NULL) {
        TRY(csv_mark_columns(cells, answer, err));
    }
    TRY(text_decide(request, answer, err));
    return csv_cut_marks(cells, answer, err);
}

enum err_code redact_plain_text(const struct request *request, struct answer *answer,
                                struct err *err)
{
    struct str bytes;
    struct str text;
    struct csv_cells cells = {0};
    bool table = false;
    TRY(file_read(answer->arena, request->path, TEXT_MAX, &bytes, err));
    TRY(text_to_utf8(answer->arena, bytes, &text, err));
    strbuf_str(&answer->text, text);
    enum err_code code = csv_cells_read(text, &table, &cells, err);
    if (code == ERR_OK) {
        code = table ? decide_table(request, &cells, answer, err)
                     : text_decide(request, answer, err);
    }
    if (code == ERR_OK && !request->propose_only) {
        code = write_file(request, answer, table ? "csv" : "txt", err);
    }
    csv_cells_free(&cells);
    return code;
}
