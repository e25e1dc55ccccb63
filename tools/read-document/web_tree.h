/* Pages of the web as Gumbo's tree (private to read_web.c, read_chat_web.c). */
#ifndef POLICEAI_READ_DOCUMENT_WEB_TREE_H
#define POLICEAI_READ_DOCUMENT_WEB_TREE_H

#include "reading.h"

#include <gumbo.h>

/* Parsed into the arena; ERR_LIMIT: the page nests too deep. */
enum err_code web_tree(struct arena *arena, struct str html, const GumboNode **root,
                       struct err *err) MUST_USE;
/* All text below a node, a line end after each block; false: it nests too deep. */
bool web_node_text(const GumboNode *node, struct strbuf *out);
/* An attribute's value, "" when there is none or the node is no element. */
const char *web_attribute(const GumboNode *node, const char *name);
/* Whether an element has a class. */
bool web_has_class(const GumboNode *node, const char *name);

/* A chat that a known program exported as a page: its messages as rows. */
bool is_chat_page(struct str html);
enum err_code read_chat_page(struct reading *reading, struct str html, const GumboNode *root,
                             struct err *err) MUST_USE;

#endif
