/* judge-file: the check of tools/check-redaction without protocol and sandbox. Reads one line
 * each from standard input, {"original":PATH,"redacted":PATH,"output":…}, and writes one
 * verdict each;
 * {"passed":false} with the reason when the check could not be made. */
#include "verdict.h"

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>

enum { VERDICT_BYTES = 65536 };

static void one(struct str line)
{
    struct arena *arena = arena_new();
    struct verdict verdict = {.arena = arena};
    struct strbuf out;
    struct jsonw w;
    struct js *input;
    struct err err = {.code = ERR_OK};
    enum err_code code = js_parse(arena, line, &input, &err);
    if (code == ERR_OK) {
        struct str original = js_text(input, "original");
        struct str redacted = js_text(input, "redacted");
        code = check_file(arena_strndup(arena, original.p, original.n),
                          arena_strndup(arena, redacted.p, redacted.n),
                          js_member(input, "output"), &verdict, &err);
    }
    if (code != ERR_OK) {
        verdict_add(&verdict, "not made: %s", err.message);
    }
    strbuf_init(&out, VERDICT_BYTES);
    jsonw_init(&w, &out);
    verdict_write(&verdict, &w);
    puts(out.p);
    fflush(stdout);
    strbuf_release(&out);
    arena_free(arena);
}

int main(void)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t got;
    while ((got = getline(&line, &room, stdin)) > 0) {
        one(str_n(line, (size_t)got));
    }
    free(line);
    return 0;
}
