/* Statements: what parses is written back to the byte (of a v2, but for the digit), and its id
 * is that of its text. */
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
        bool written = statement_text(&text, &statement.header, &err) == ERR_OK;
        if (written && statement.version == STATEMENT_V2) {
            text.p[sizeof "policeai-statement/v" - 1] = '2';
        }
        if (!written || !str_eq(strbuf_view(&text), statement.note.text) ||
            length > LIMIT_LEAF || statement.note.count != 1 || strcmp(id, statement.id) != 0) {
            BUG("a statement that is not written back");
        }
        if (statement_verify(&statement, &key, &err) == ERR_OK &&
            statement.version != STATEMENT_V1) {
            BUG("a signature of an algorithm that is not known was verified");
        }
    }
    strbuf_release(&text);
    arena_free(arena);
    return 0;
}
