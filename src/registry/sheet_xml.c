/* See sheet_xml.h. Rules of XML 1.0, fifth edition. */
#include "registry/sheet_xml.h"

#include "base/utf8.h"

#include <string.h>

static enum err_code wrong(const struct sheet_xml *xml, const char *what, struct err *err)
{
    size_t line = 1;
    for (size_t i = 0; i < xml->at && i < xml->text.n; i++) {
        line += xml->text.p[i] == '\n' ? 1 : 0;
    }
    return err_set(err, ERR_FORMAT, "%s (line %zu, byte %zu)", what, line, xml->at);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* ASCII as XML has it; beyond ASCII everything is taken. */
static bool is_name_byte(char c)
{
    unsigned char u = (unsigned char)c;
    return u >= 0x80 || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') ||
           (u >= '0' && u <= '9') || u == '_' || u == '-' || u == '.' || u == ':';
}

static void skip_blanks(struct sheet_xml *xml)
{
    while (xml->at < xml->text.n && is_blank(xml->text.p[xml->at])) {
        xml->at++;
    }
}

static bool starts(const struct sheet_xml *xml, const char *word)
{
    return str_starts(str_from(xml->text, xml->at), str_of(word));
}

static struct str take_name(struct sheet_xml *xml)
{
    size_t from = xml->at;
    while (xml->at < xml->text.n && is_name_byte(xml->text.p[xml->at])) {
        xml->at++;
    }
    return str_sub(xml->text, from, xml->at - from);
}

static struct str without_prefix(struct str name)
{
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == ':') {
            return str_from(name, i + 1);
        }
    }
    return name;
}

/* A character by number, as its digits say; false for what XML does not allow. */
static bool number_of(struct str digits, bool hex, uint32_t *character)
{
    uint32_t value = 0;
    for (size_t i = 0; i < digits.n; i++) {
        char c = digits.p[i];
        uint32_t digit = c >= '0' && c <= '9'          ? (uint32_t)(c - '0')
                         : hex && c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10
                         : hex && c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10
                                                       : 99;
        if (digit == 99 || value > 0x10ffff) {
            return false;
        }
        value = value * (hex ? 16 : 10) + digit;
    }
    *character = value;
    bool control = value < 0x20 && value != '\t' && value != '\n' && value != '\r';
    return digits.n > 0 && !control && value <= 0x10ffff && (value < 0xd800 || value > 0xdfff);
}

static bool entity(struct str name, char bytes[4], size_t *count)
{
    static const char *const known[][2] = {
        {"lt", "<"}, {"gt", ">"}, {"amp", "&"}, {"quot", "\""}, {"apos", "'"}};
    uint32_t character;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (str_is(name, known[i][0])) {
            bytes[0] = known[i][1][0];
            *count = 1;
            return true;
        }
    }
    if (name.n < 2 || name.p[0] != '#') {
        return false;
    }
    bool hex = name.p[1] == 'x';
    if (!number_of(str_from(name, hex ? 2 : 1), hex, &character)) {
        return false;
    }
    *count = utf8_encode(character, bytes);
    return true;
}

/* Text with its entities put in and its line ends made '\n': never longer than it was. */
static enum err_code decode(struct sheet_xml *xml, struct str raw, struct str *value,
                            struct err *err)
{
    enum { ENTITY_MAX = 12 };
    char *out = arena_alloc(xml->arena, raw.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < raw.n; i++) {
        if (raw.p[i] == '&') {
            struct str rest = str_sub(raw, i + 1, ENTITY_MAX);
            size_t length = 0;
            size_t count = 0;
            while (length < rest.n && rest.p[length] != ';') {
                length++;
            }
            if (length == rest.n || !entity(str_sub(rest, 0, length), out + n, &count)) {
                return wrong(xml, "an entity that is not taken", err);
            }
            n += count;
            i += length + 1;
        } else if (raw.p[i] == '\r') {
            out[n++] = '\n';
            i += i + 1 < raw.n && raw.p[i + 1] == '\n' ? 1 : 0;
        } else {
            out[n++] = raw.p[i];
        }
    }
    out[n] = '\0';
    *value = str_n(out, n);
    return ERR_OK;
}

enum err_code sheet_xml_open(struct arena *arena, struct str text, struct sheet_xml *xml,
                             struct err *err)
{
    memset(xml, 0, sizeof *xml);
    xml->arena = arena;
    xml->text = str_starts(text, STR("\xef\xbb\xbf")) ? str_from(text, 3) : text;
    if (!utf8_valid(text) || str_has_byte(text, '\0')) {
        return wrong(xml, "is not UTF-8", err);
    }
    return ERR_OK;
}

/* Past `end`, from the present place on. */
static enum err_code skip_to(struct sheet_xml *xml, const char *end, struct err *err)
{
    size_t found = str_find(str_from(xml->text, xml->at), str_of(end));
    if (found == SIZE_MAX) {
        return wrong(xml, "is cut off", err);
    }
    xml->at += found + strlen(end);
    return ERR_OK;
}

static enum err_code take_attribute(struct sheet_xml *xml, struct err *err)
{
    struct str name = take_name(xml);
    skip_blanks(xml);
    if (name.n == 0 || !starts(xml, "=")) {
        return wrong(xml, "an attribute without a value", err);
    }
    xml->at++;
    skip_blanks(xml);
    char quote = xml->at < xml->text.n ? xml->text.p[xml->at] : ' ';
    if (quote != '"' && quote != '\'') {
        return wrong(xml, "an attribute without quotes", err);
    }
    size_t from = ++xml->at;
    while (xml->at < xml->text.n && xml->text.p[xml->at] != quote &&
           xml->text.p[xml->at] != '<') {
        xml->at++;
    }
    if (xml->at >= xml->text.n || xml->text.p[xml->at] != quote) {
        return wrong(xml, "an attribute that does not end", err);
    }
    if (xml->attribute_count == SHEET_XML_ATTRIBUTES) {
        return wrong(xml, "too many attributes", err);
    }
    struct sheet_xml_attribute *one = &xml->attributes[xml->attribute_count++];
    one->name = without_prefix(name);
    return decode(xml, str_sub(xml->text, from, xml->at++ - from), &one->value, err);
}

static enum err_code take_open(struct sheet_xml *xml, struct err *err)
{
    struct str name = take_name(xml);
    if (name.n == 0 || xml->ended) {
        return wrong(xml, "a tag without a name, or a second root", err);
    }
    if (xml->depth == SHEET_XML_DEPTH) {
        return wrong(xml, "nested too deep", err);
    }
    xml->attribute_count = 0;
    skip_blanks(xml);
    while (xml->at < xml->text.n && !starts(xml, ">") && !starts(xml, "/>")) {
        TRY(take_attribute(xml, err));
        skip_blanks(xml);
    }
    if (xml->at >= xml->text.n) {
        return wrong(xml, "a tag that does not end", err);
    }
    xml->closing = starts(xml, "/>");
    xml->at += xml->closing ? 2 : 1;
    xml->open[xml->depth++] = name;
    xml->kind = XML_OPEN;
    xml->name = without_prefix(name);
    return ERR_OK;
}

static enum err_code take_close(struct sheet_xml *xml, struct err *err)
{
    struct str name = take_name(xml);
    skip_blanks(xml);
    if (!starts(xml, ">") || xml->depth == 0 || !str_eq(xml->open[xml->depth - 1], name)) {
        return wrong(xml, "a closing tag that matches none", err);
    }
    xml->at++;
    xml->depth--;
    xml->ended = xml->depth == 0;
    xml->kind = XML_CLOSE;
    xml->name = without_prefix(name);
    return ERR_OK;
}

static enum err_code take_cdata(struct sheet_xml *xml, struct err *err)
{
    size_t from = xml->at;
    TRY(skip_to(xml, "]]>", err));
    xml->kind = XML_TEXT;
    xml->value = str_sub(xml->text, from, xml->at - from - 3);
    return xml->depth > 0 ? ERR_OK : wrong(xml, "text outside the root", err);
}

static enum err_code take_text(struct sheet_xml *xml, struct err *err)
{
    size_t from = xml->at;
    while (xml->at < xml->text.n && xml->text.p[xml->at] != '<') {
        xml->at++;
    }
    struct str raw = str_sub(xml->text, from, xml->at - from);
    if (xml->depth == 0 && str_trim(raw).n > 0) {
        return wrong(xml, "text outside the root", err);
    }
    xml->kind = XML_TEXT;
    return decode(xml, raw, &xml->value, err);
}

/* Comments and processing instructions are passed over; *passed says whether one was. */
static enum err_code pass_over(struct sheet_xml *xml, bool *passed, struct err *err)
{
    *passed = true;
    if (starts(xml, "<!--")) {
        xml->at += 4;
        return skip_to(xml, "-->", err);
    }
    if (starts(xml, "<?")) {
        return skip_to(xml, "?>", err);
    }
    if (starts(xml, "<!") && !starts(xml, "<![CDATA[")) {
        return wrong(xml, "a document type is not taken", err);
    }
    *passed = false;
    return ERR_OK;
}

enum err_code sheet_xml_next(struct sheet_xml *xml, struct err *err)
{
    bool passed = true;
    if (xml->closing) {
        xml->closing = false;
        xml->kind = XML_CLOSE;
        xml->depth--;
        xml->name = without_prefix(xml->open[xml->depth]);
        xml->ended = xml->depth == 0;
        return ERR_OK;
    }
    while (passed) {
        TRY(pass_over(xml, &passed, err));
    }
    if (xml->at >= xml->text.n) {
        xml->kind = XML_END;
        return xml->ended ? ERR_OK : wrong(xml, "is cut off", err);
    }
    if (xml->text.p[xml->at] != '<') {
        return take_text(xml, err);
    }
    if (starts(xml, "<![CDATA[")) {
        xml->at += 9;
        return take_cdata(xml, err);
    }
    xml->at += starts(xml, "</") ? 2 : 1;
    return xml->text.p[xml->at - 1] == '/' ? take_close(xml, err) : take_open(xml, err);
}

struct str sheet_xml_attribute(const struct sheet_xml *xml, const char *name)
{
    for (size_t i = 0; i < xml->attribute_count; i++) {
        if (str_is(xml->attributes[i].name, name)) {
            return xml->attributes[i].value;
        }
    }
    return STR("");
}
