/* Excel's workbooks, unpacked by libarchive and read by Expat, neither of which redacts them.
 */
#include "package_parts.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define S "http://schemas.openxmlformats.org/spreadsheetml/2006/main "

enum { SHEETS_MAX = 1000 };

/* Strings of the workbook: where each begins in one buffer. */
struct strings {
    struct strbuf text;
    size_t *starts;
    size_t count, room;
};

struct xlsx_reading {
    struct arena *arena;
    struct said *said;
    struct verdict *verdict; /* or NULL */
    struct strbuf *out;
    struct strings strings;
    const char *sheets[SHEETS_MAX]; /* ids of their relationships */
    size_t sheet_count;
    int depth, reading; /* depth of a phonetic reading, whose text is none, or 0 */
    bool in_string, in_value, in_text;
    char type[16];
    struct strbuf value;
    bool filled;
};

static bool is(const char *name, const char *local)
{
    return strncmp(name, S, sizeof S - 1) == 0 && strcmp(parts_local(name), local) == 0;
}

static void judge(struct xlsx_reading *r, const char *name, const char **attributes)
{
    if (r->verdict == NULL) {
        return;
    }
    if (strncmp(name, S, sizeof S - 1) != 0 ||
        parts_in(
            "|f|definedName|definedNames|hyperlink|hyperlinks|legacyDrawing|drawing|tablePart|"
            "dataValidation|headerFooter|extLst|externalReference|pivotCache|cellStyle|comment|"
            "sheetProtection|customSheetView|conditionalFormatting|rPh|",
            parts_local(name))) {
        verdict_add(r->verdict, "it holds an element that a redacted workbook does not need");
    }
    for (size_t i = 0; attributes[i] != NULL; i += 2) {
        if (parts_in("|hidden|state|", parts_local(attributes[i]))) {
            verdict_add(r->verdict, "a sheet, row or column of it is hidden");
        }
        said_value(r->said, r->arena, attributes[i + 1]);
    }
}

static void XMLCALL started(void *parser, const XML_Char *name, const XML_Char **attributes)
{
    struct xlsx_reading *r = XML_GetUserData(parser);
    r->depth++;
    judge(r, name, attributes);
    if (is(name, "sheet") && r->sheet_count < SHEETS_MAX) {
        const char *id = parts_attribute(attributes, "id");
        r->sheets[r->sheet_count++] = arena_strdup(r->arena, id == NULL ? "" : id);
    } else if (is(name, "c")) {
        const char *type = parts_attribute(attributes, "t");
        (void)snprintf(r->type, sizeof r->type, "%s", type == NULL ? "n" : type);
        strbuf_clear(&r->value);
    } else if (is(name, "si") || is(name, "is")) {
        r->in_string = true;
    } else if (is(name, "rPh") && r->reading == 0) {
        r->reading = r->depth;
    } else if (is(name, "v")) {
        r->in_value = true;
    } else if (is(name, "t")) {
        r->in_text = r->in_string && r->reading == 0;
    } else if (is(name, "row")) {
        r->filled = false;
    }
}

static void end_string(struct xlsx_reading *r)
{
    struct strings *strings = &r->strings;
    strings->starts =
        mem_grow(strings->starts, strings->count, &strings->room, sizeof *strings->starts);
    strings->starts[strings->count++] = strings->text.n;
    strbuf_str(&strings->text, strbuf_view(&r->value));
    strbuf_clear(&r->value);
}

static struct str string_of(const struct strings *strings, struct str number)
{
    uint64_t at = 0;
    if (strings->count == 0 || !str_to_u64(number, strings->count - 1, &at)) {
        return (struct str){"", 0};
    }
    size_t end = at + 1 < strings->count ? strings->starts[at + 1] : strings->text.n;
    return str_sub(strbuf_view(&strings->text), strings->starts[at], end - strings->starts[at]);
}

static void end_cell(struct xlsx_reading *r)
{
    struct str text = strbuf_view(&r->value);
    if (strcmp(r->type, "s") == 0) {
        text = string_of(&r->strings, text);
        if (r->verdict != NULL) {
            verdict_add(r->verdict, "it holds shared strings");
        }
    }
    if (text.n > 0) {
        strbuf_str(r->out, text);
        strbuf_putc(r->out, '\t');
        r->filled = true;
    }
}

static void XMLCALL ended(void *parser, const XML_Char *name)
{
    struct xlsx_reading *r = XML_GetUserData(parser);
    r->reading = r->reading == r->depth ? 0 : r->reading;
    r->depth--;
    if (is(name, "t")) {
        r->in_text = false;
    } else if (is(name, "v")) {
        r->in_value = false;
    } else if (is(name, "si")) {
        r->in_string = false;
        end_string(r);
    } else if (is(name, "is")) {
        r->in_string = false;
    } else if (is(name, "c")) {
        end_cell(r);
    } else if (is(name, "row") && r->filled) {
        strbuf_putc(r->out, '\n');
    }
}

static void XMLCALL characters(void *parser, const XML_Char *text, int length)
{
    struct xlsx_reading *r = XML_GetUserData(parser);
    bool inline_string = strcmp(r->type, "inlineStr") == 0;
    struct str more = str_n(text, (size_t)length);
    if (r->in_text || (r->in_value && !inline_string)) {
        strbuf_str(&r->value, more);
    } else if (r->verdict != NULL && str_trim(more).n > 0) {
        verdict_add(r->verdict, "it holds text where none is shown");
    }
}

static void XMLCALL remark(void *parser, const XML_Char *text)
{
    struct xlsx_reading *r = XML_GetUserData(parser);
    (void)text;
    if (r->verdict != NULL) {
        verdict_add(r->verdict, "it holds a comment");
    }
}

static enum err_code read_part(struct xlsx_reading *r, struct str bytes, struct err *err)
{
    XML_Parser parser = parts_parser(r, started, ended, characters);
    XML_SetCommentHandler(parser, remark);
    r->depth = r->reading = 0;
    r->in_string = r->in_value = r->in_text = false;
    r->type[0] = '\0';
    strbuf_clear(&r->value);
    if (bytes.p == NULL) {
        XML_ParserFree(parser);
        return err_set(err, ERR_FORMAT, "a part is missing");
    }
    return parts_parse(bytes, parser, err);
}

static void judge_parts(const struct parts *parts, struct verdict *verdict)
{
    for (size_t i = 0; i < parts->count; i++) {
        const char *name = parts->items[i].name;
        const char sheet[] = "xl/worksheets/sheet";
        size_t n = sizeof sheet - 1;
        size_t digits = strncmp(name, sheet, n) == 0 ? strspn(name + n, "0123456789") : 0;
        bool known = digits > 0 && digits < 5 && strcmp(name + n + digits, ".xml") == 0;
        if (!known &&
            !parts_in("|[Content_Types].xml|_rels/.rels|xl/workbook.xml|xl/styles.xml|"
                      "xl/_rels/workbook.xml.rels|",
                      name)) {
            verdict_add(verdict, "it holds a part that a redacted workbook does not need");
        }
    }
}

static enum err_code read_sheets(struct xlsx_reading *r, const struct parts *parts,
                                 const struct relateds *relations, struct err *err)
{
    for (size_t i = 0; i < r->sheet_count; i++) {
        for (size_t k = 0; k < relations->count; k++) {
            const struct related *related = &relations->items[k];
            if (strcmp(related->id, r->sheets[i]) == 0 &&
                strcmp(related->type, "worksheet") == 0 && related->part != NULL) {
                TRY(read_part(r, parts_find(parts, related->part), err));
                break;
            }
        }
    }
    return ERR_OK;
}

static enum err_code read_strings(struct xlsx_reading *r, const struct parts *parts,
                                  const struct relateds *relations, struct err *err)
{
    bool strings = false;
    for (size_t i = 0; i < relations->count; i++) {
        const struct related *related = &relations->items[i];
        bool shared = strcmp(related->type, "sharedStrings") == 0;
        if (r->verdict != NULL &&
            (related->part == NULL || !parts_in("|worksheet|styles|", related->type))) {
            verdict_add(r->verdict, "it leads to something outside or unknown");
        }
        if (related->part != NULL &&
            ((shared && !strings) ||
             (r->verdict != NULL && strcmp(related->type, "styles") == 0))) {
            strings = strings || shared;
            TRY(read_part(r, parts_find(parts, related->part), err));
        }
    }
    return ERR_OK;
}

enum err_code xlsx_text(const struct parts *parts, const char *main, struct strbuf *out,
                        struct said *said, struct verdict *verdict, struct err *err)
{
    struct relateds relations;
    struct xlsx_reading *r = arena_zalloc(parts->arena, sizeof *r);
    r->arena = parts->arena;
    r->said = said;
    r->verdict = verdict;
    r->out = out;
    strbuf_init(&r->strings.text, TEXT_BYTES_MAX);
    strbuf_init(&r->value, TEXT_BYTES_MAX);
    enum err_code code = parts_relations(parts, main, &relations, err);
    if (code == ERR_OK) {
        code = read_strings(r, parts, &relations, err);
    }
    if (code == ERR_OK) {
        code = read_part(r, parts_find(parts, main), err);
    }
    if (code == ERR_OK) {
        code = read_sheets(r, parts, &relations, err);
    }
    if (code == ERR_OK) {
        code = strbuf_check(&r->strings.text, "the workbook's strings", err);
    }
    if (verdict != NULL) {
        judge_parts(parts, verdict);
    }
    strbuf_release(&r->strings.text);
    strbuf_release(&r->value);
    free(r->strings.starts);
    return code != ERR_OK ? code : strbuf_check(out, "the workbook's text", err);
}
