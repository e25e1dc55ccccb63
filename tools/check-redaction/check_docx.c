/* Word's documents, unpacked by libarchive and read by Expat, neither of which redacts them. */
#include "package_parts.h"

#include <string.h>

#define W "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
#define R "http://schemas.openxmlformats.org/officeDocument/2006/relationships "

enum { DEPTH = 300 };

struct docx_reading {
    struct strbuf *out;
    struct said *said;
    struct verdict *verdict; /* or NULL */
    struct arena *arena;
    size_t depth;
    size_t lost;   /* depth at which what is not read began, or 0 */
    size_t hidden; /* depth of a run that is not shown, or 0 */
    bool in_text;
    const char *names[DEPTH + 1];
};

static bool is_w(const char *name)
{
    return strncmp(name, W, sizeof W - 1) == 0;
}

/* Elements below which text is read. */
static bool carries_text(const char *name)
{
    return is_w(name) &&
           parts_in(
               "|document|body|p|r|t|tbl|tr|tc|hdr|ftr|footnotes|footnote|endnotes|endnote|ins|"
               "moveTo|hyperlink|smartTag|sdt|sdtContent|customXml|fldSimple|dir|bdo|",
               parts_local(name));
}

static const char *parent(const struct docx_reading *r, size_t above)
{
    return r->depth > above ? parts_local(r->names[r->depth - above - 1]) : "";
}

static void judge_attributes(struct docx_reading *r, const char *name, const char **attributes)
{
    if (!is_w(name)) {
        verdict_add(r->verdict, "it holds an element of another namespace");
    }
    for (size_t i = 0; attributes[i] != NULL; i += 2) {
        bool space = strcmp(attributes[i], "http://www.w3.org/XML/1998/namespace space") == 0;
        bool reference = strcmp(attributes[i], R "id") == 0;
        if (!is_w(attributes[i]) && !space && !reference) {
            verdict_add(r->verdict, "it holds an attribute of another namespace");
        }
        said_value(r->said, r->arena, attributes[i + 1]);
    }
    if (parts_in(
            "|del|delText|moveFrom|ins|moveTo|vanish|instrText|fldChar|fldSimple|hyperlink|"
            "bookmarkStart|commentReference|drawing|pict|object|sdt|rPrChange|pPrChange|sym|",
            parts_local(name))) {
        verdict_add(r->verdict, "it holds an element that a redacted document does not need");
    }
}

static void XMLCALL started(void *parser, const XML_Char *name, const XML_Char **attributes)
{
    struct docx_reading *r = XML_GetUserData(parser);
    const char *local = parts_local(name);
    if (r->depth == DEPTH) {
        XML_StopParser(parser, XML_FALSE);
        return;
    }
    r->names[r->depth++] = arena_strdup(r->arena, name);
    if (r->verdict != NULL) {
        judge_attributes(r, name, attributes);
    }
    if (strcmp(local, "vanish") == 0 && is_w(name) && strcmp(parent(r, 1), "rPr") == 0 &&
        strcmp(parent(r, 2), "r") == 0) {
        const char *value = parts_attribute(attributes, "val");
        bool off = value != NULL && parts_in("|0|false|off|", value);
        r->hidden = off || r->hidden != 0 ? r->hidden : r->depth - 2;
    }
    if (r->lost == 0 && !carries_text(name)) {
        r->lost = r->depth;
    }
    bool in_run = is_w(name) && strcmp(parent(r, 1), "r") == 0 &&
                  (r->lost == 0 || r->lost == r->depth) && r->hidden == 0;
    r->in_text = r->lost == 0 && strcmp(local, "t") == 0 && r->hidden == 0;
    if (in_run && strcmp(local, "tab") == 0) {
        strbuf_putc(r->out, '\t');
    } else if (in_run && (strcmp(local, "br") == 0 || strcmp(local, "cr") == 0)) {
        strbuf_putc(r->out, '\n');
    } else if (in_run && strcmp(local, "noBreakHyphen") == 0) {
        strbuf_putc(r->out, '-');
    }
}

static void XMLCALL ended(void *parser, const XML_Char *name)
{
    struct docx_reading *r = XML_GetUserData(parser);
    if (r->lost == 0 && r->hidden == 0 && strcmp(parts_local(name), "p") == 0) {
        strbuf_putc(r->out, '\n');
    }
    r->in_text = false;
    r->lost = r->lost == r->depth ? 0 : r->lost;
    r->hidden = r->hidden == r->depth ? 0 : r->hidden;
    r->depth--;
}

static void XMLCALL characters(void *parser, const XML_Char *text, int length)
{
    struct docx_reading *r = XML_GetUserData(parser);
    if (r->in_text) {
        strbuf_str(r->out, str_n(text, (size_t)length));
    } else if (r->verdict != NULL && str_trim(str_n(text, (size_t)length)).n > 0) {
        verdict_add(r->verdict, "it holds text where none is shown");
    }
}

static void XMLCALL remark(void *parser, const XML_Char *text)
{
    struct docx_reading *r = XML_GetUserData(parser);
    (void)text;
    if (r->verdict != NULL) {
        verdict_add(r->verdict, "it holds a comment");
    }
}

static void XMLCALL instruction(void *parser, const XML_Char *target, const XML_Char *text)
{
    (void)target;
    remark(parser, text);
}

static enum err_code read_part(struct docx_reading *r, struct str bytes, struct err *err)
{
    XML_Parser parser = parts_parser(r, started, ended, characters);
    XML_SetCommentHandler(parser, remark);
    XML_SetProcessingInstructionHandler(parser, instruction);
    r->depth = r->lost = r->hidden = 0;
    r->in_text = false;
    return parts_parse(bytes, parser, err);
}

/* Of a redacted document: parts of the list, each with one job. */
static void judge_parts(const struct parts *parts, struct verdict *verdict)
{
    for (size_t i = 0; i < parts->count; i++) {
        const char *name = parts->items[i].name;
        if (parts_in("|[Content_Types].xml|_rels/.rels|word/document.xml|word/styles.xml|"
                     "word/numbering.xml|word/_rels/document.xml.rels|",
                     name)) {
            continue;
        }
        const char *kinds[] = {"word/header", "word/footer", "word/footnotes", "word/endnotes"};
        bool known = false;
        for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
            size_t n = strlen(kinds[k]);
            size_t digits =
                strncmp(name, kinds[k], n) == 0 ? strspn(name + n, "0123456789") : 0;
            known =
                known || (digits > 0 && digits < 5 && strcmp(name + n + digits, ".xml") == 0);
        }
        if (!known) {
            verdict_add(verdict, "it holds a part that a redacted document does not need");
        }
    }
}

enum err_code docx_text(const struct parts *parts, const char *main, struct strbuf *out,
                        struct said *said, struct verdict *verdict, struct err *err)
{
    struct relateds relations;
    struct docx_reading *r = arena_zalloc(parts->arena, sizeof *r);
    *r = (struct docx_reading){
        .out = out, .said = said, .verdict = verdict, .arena = parts->arena};
    TRY(read_part(r, parts_find(parts, main), err));
    TRY(parts_relations(parts, main, &relations, err));
    for (size_t i = 0; i < relations.count; i++) {
        const struct related *related = &relations.items[i];
        bool text = parts_in("|header|footer|footnotes|endnotes|", related->type);
        bool look = parts_in("|styles|numbering|", related->type);
        if (verdict != NULL && (related->part == NULL || (!text && !look))) {
            verdict_add(verdict, "it leads to something outside or unknown");
            continue;
        }
        struct str bytes =
            related->part == NULL ? (struct str){NULL, 0} : parts_find(parts, related->part);
        if (!text && !(look && verdict != NULL)) {
            continue;
        }
        if (bytes.p == NULL) {
            return err_set(err, ERR_FORMAT, "a part is missing");
        }
        TRY(read_part(r, bytes, err));
    }
    if (verdict != NULL) {
        judge_parts(parts, verdict);
    }
    return strbuf_check(out, "the document's text", err);
}
