/* See golden_list.h. */
#include "golden_list.h"

#include "base/file.h"
#include "base/limits.h"

struct listing {
    struct log_maker *maker;
    struct strbuf text;
};

static enum err_code list_leaf(void *data, const struct leaf *leaf, struct err *err)
{
    struct listing *listing = data;
    struct signed_statement statement;
    TRY(statement_parse(listing->maker->arena, leaf->note, &statement, err));
    strbuf_printf(&listing->text, "%llu %s %.*s\n", (unsigned long long)leaf->index,
                  statement.id, STR_ARG(statement.header.type));
    return ERR_OK;
}

void golden_list_write(struct log_maker *maker, const char *path)
{
    char hex[SHA256_HEX_SIZE];
    struct listing listing = {.maker = maker};
    struct err err;
    strbuf_init(&listing.text, MIB);
    sha256_hex(hex, &maker->log.root);
    strbuf_printf(&listing.text, "origin %s\nlog-key %s\nevidence-key %s\nsize %llu\nroot %s\n",
                  maker->origin, maker->vkeys[MAKER_LOG], maker->vkeys[MAKER_EVIDENCE],
                  (unsigned long long)maker->log.range.size, hex);
    maker_must(leaf_log_each(&maker->log, 0, maker->log.range.size, list_leaf, &listing, &err),
               &err);
    maker_must(file_write(path, strbuf_view(&listing.text), 0644, &err), &err);
    strbuf_release(&listing.text);
}
