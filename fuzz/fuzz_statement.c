/* Statements: what parses is written back to the byte, and its id is that of its text. */
#include "base/arena.h"
#include "base/err.h"
#include "base/limits.h"
#include "ledger/statement.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct err err;
    struct signed_statement statement;
    struct sig_public key = {{1}};
    struct strbuf text;
    char id[STATEMENT_ID_SIZE];
    strbuf_init(&text, 2 * LIMIT_LEAF);
    if (statement_parse(arena, str_n((const char *)bytes, length), &statement, &err) ==
        ERR_OK) {
        statement_id_of(id, statement.note.text);
        if (statement_text(&text, &statement.header, &err) != ERR_OK ||
            !str_eq(strbuf_view(&text), statement.note.text) || length > LIMIT_LEAF ||
            statement.note.count != 1 || strcmp(id, statement.id) != 0) {
            BUG("a statement that is not written back");
        }
        (void)!statement_verify(&statement, &key, &err);
    }
    strbuf_release(&text);
    arena_free(arena);
    return 0;
}
