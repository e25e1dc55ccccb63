/* redact-file: the capability of tools/redact-document without protocol and sandbox, for tests
 * that redact hundreds of documents. Reads one request a line from standard input, as the tool
 * would
 * ({"document":PATH,"out":PATH without extension,"words":[…],"hide":[…],"ocr":BOOL}), and
 * writes one line each: the output, or {"error":CODE,"message":TEXT}. */
#include "document.h"
#include "ocr/ocr.h"
#include "request.h"

#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct readers {
    struct detector *detector;
    struct ocr *ocr; /* made when first asked for */
};

static enum err_code redact(struct readers *readers, struct arena *arena,
                            const struct js *input, struct strbuf *out, struct err *err)
{
    struct answer answer = {.arena = arena};
    struct request request = {.detector = readers->detector, .cover_unreadable = true};
    struct str path = js_text(input, "document");
    struct str target = js_text(input, "out");
    struct jsonw w;
    const struct js *ocr = js_member(input, "ocr");
    request.path = arena_strndup(arena, path.p, path.n);
    request.out = arena_strndup(arena, target.p, target.n);
    TRY(request_read(input, &request, err));
    if (ocr != NULL && ocr->boolean && readers->ocr == NULL) {
        TRY(ocr_new(&readers->ocr, err));
    }
    request.ocr = ocr != NULL && ocr->boolean ? readers->ocr : NULL;
    strbuf_init(&answer.text, DOCUMENT_TEXT_MAX);
    enum err_code code = redact_any(&request, &answer, err);
    if (code == ERR_OK) {
        jsonw_init(&w, out);
        answer_write(&w, &answer, true);
    }
    strbuf_release(&answer.text);
    return code;
}

static void one(struct readers *readers, struct str line)
{
    struct arena *arena = arena_new();
    struct strbuf out;
    struct js *input;
    struct err err = {.code = ERR_OK};
    strbuf_init(&out, DOCUMENT_TEXT_MAX);
    enum err_code code = js_parse(arena, line, &input, &err);
    if (code == ERR_OK) {
        code = redact(readers, arena, input, &out, &err);
    }
    if (code == ERR_OK) {
        fwrite(out.p, 1, out.n, stdout);
    } else {
        struct jsonw w;
        strbuf_clear(&out);
        jsonw_init(&w, &out);
        jsonw_object(&w);
        jsonw_member(&w, "error", err_word(code));
        jsonw_member(&w, "message", err.message);
        jsonw_end(&w);
        fwrite(out.p, 1, out.n, stdout);
    }
    putchar('\n');
    fflush(stdout);
    strbuf_release(&out);
    arena_free(arena);
}

int main(void)
{
    struct readers readers = {0};
    struct err err;
    char *line = NULL;
    size_t room = 0;
    ssize_t got;
    if (detector_new(&readers.detector, &err) != ERR_OK) {
        fprintf(stderr, "redact-file: %s\n", err.message);
        return 1;
    }
    while ((got = getline(&line, &room, stdin)) > 0) {
        one(&readers, str_n(line, (size_t)got));
    }
    free(line);
    detector_free(readers.detector);
    ocr_free(readers.ocr);
    return 0;
}
