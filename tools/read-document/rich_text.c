/* RTF is words after '\', groups in braces, and letters. A group's state is its parent's until
 * it changes it. What a group is for (its destination) is told by its first word; those that
 * hold no text are passed over, unknown ones behind "\*" too. */
#include "rich_text.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "plain_text/found_text.h"

#include <stdlib.h>
#include <string.h>

enum {
    DEPTH_MAX = 2000,
    FONTS_MAX = 4000,
    TEXT_MAX = 64 << 20,
    WORD_MAX = 32,
    PICTURES_MAX = 2000
};

enum group_for {
    FOR_TEXT,
    FOR_NOTHING,
    FOR_FONTS,
    FOR_PICTURE,
    FOR_TAG,
    FOR_TITLE,
    FOR_AUTHOR
};

struct group {
    enum group_for what;
    int page;     /* Windows code page of its letters */
    int skip;     /* letters that stand in for one \u */
    bool not_web; /* between \htmlrtf and \htmlrtf0 */
    bool first;   /* nothing but its brace was read */
    bool starred; /* "\*" opened it */
};

struct rich {
    struct arena *arena;
    struct rich_text *out;
    struct str in;
    size_t at;
    struct group stack[DEPTH_MAX];
    size_t depth;
    struct group now;
    int fonts[FONTS_MAX]; /* code page by number, 0: the document's */
    int font;             /* whose entry is being read */
    int page;             /* the document's */
    int to_skip;          /* letters still to pass over after a \u */
    uint32_t high;        /* the first half of a pair */
    struct strbuf text, bytes, pending, title, author;
    int pending_page;
    const char *ending;
    int nibble;
    bool whole; /* the document's own group was closed */
};

struct word {
    char name[WORD_MAX];
    bool has;
    long value;
};

/* [MS-RTF] \fcharset: Windows' character sets and their code pages. */
static int page_of_charset(long charset)
{
    static const struct {
        int charset, page;
    } pages[] = {{0, 1252},   {77, 10000}, {128, 932},  {129, 949},  {130, 1361}, {134, 936},
                 {136, 950},  {161, 1253}, {162, 1254}, {163, 1258}, {177, 1255}, {178, 1256},
                 {186, 1257}, {204, 1251}, {222, 874},  {238, 1250}, {255, 437}};
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        if (pages[i].charset == charset) {
            return pages[i].page;
        }
    }
    return 0;
}

static struct strbuf *target(struct rich *r)
{
    switch (r->now.what) {
    case FOR_TITLE:
        return &r->title;
    case FOR_AUTHOR:
        return &r->author;
    case FOR_TEXT:
        return r->out->web && r->now.not_web ? NULL : &r->text;
    case FOR_TAG:
        return r->out->web ? &r->text : NULL;
    default:
        return NULL;
    }
}

static bool is_ascii(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if ((unsigned char)text.p[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

/* Bytes wait until their run ends, since two may be one letter. */
static void flush(struct rich *r)
{
    struct strbuf *to = target(r);
    size_t odd = 0;
    if (r->pending.n == 0) {
        return;
    }
    if (to != NULL && is_ascii(strbuf_view(&r->pending))) {
        strbuf_str(to, strbuf_view(&r->pending));
        strbuf_clear(&r->pending);
        return;
    }
    const char *charset = r->pending_page == 10000
                              ? "MACINTOSH"
                              : arena_printf(r->arena, "CP%d", r->pending_page);
    if (to != NULL) {
        strbuf_str(to, found_text(r->arena, charset, strbuf_view(&r->pending), &odd));
    }
    if (odd > 0) {
        r->out->partly = "letters of an unknown encoding";
    }
    strbuf_clear(&r->pending);
}

static void put_point(struct rich *r, uint32_t c)
{
    char utf8[4];
    flush(r);
    struct strbuf *to = target(r);
    if (to != NULL) {
        size_t n = utf8_encode(c, utf8);
        strbuf_add(to, utf8, n > 0 ? n : utf8_encode(0xFFFD, utf8));
    }
}

static int hex_of(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

static void put_byte(struct rich *r, char c)
{
    if (r->to_skip > 0) {
        r->to_skip--;
        return;
    }
    if (r->now.what == FOR_PICTURE) {
        int digit = hex_of(c);
        if (digit >= 0 && r->nibble >= 0) {
            strbuf_putc(&r->bytes, (char)(r->nibble << 4 | digit));
            r->nibble = -1;
        } else if (digit >= 0) {
            r->nibble = digit;
        }
        return;
    }
    if (target(r) == NULL) {
        return;
    }
    if (r->pending.n > 0 && r->pending_page != r->now.page) {
        flush(r);
    }
    r->pending_page = r->now.page;
    strbuf_putc(&r->pending, c);
}

static void put_unit(struct rich *r, long value)
{
    uint32_t c = (uint32_t)value & 0xFFFF;
    if (c >= 0xD800 && c < 0xDC00) {
        r->high = c;
    } else if (c >= 0xDC00 && c < 0xE000 && r->high != 0) {
        put_point(r, 0x10000 + ((r->high - 0xD800) << 10) + (c - 0xDC00));
        r->high = 0;
    } else {
        r->high = 0;
        put_point(r, c);
    }
    r->to_skip = r->now.skip;
}

/* Words that are letters. */
static bool put_letter_word(struct rich *r, const char *name)
{
    static const struct {
        const char *name;
        uint32_t c;
    } letters[] = {
        {"par", '\n'},         {"line", '\n'},      {"sect", '\n'},     {"page", '\n'},
        {"row", '\n'},         {"tab", '\t'},       {"cell", '\t'},     {"nestcell", '\t'},
        {"nestrow", '\n'},     {"lquote", 0x2018},  {"rquote", 0x2019}, {"ldblquote", 0x201C},
        {"rdblquote", 0x201D}, {"bullet", 0x2022},  {"endash", 0x2013}, {"emdash", 0x2014},
        {"enspace", 0x2002},   {"emspace", 0x2003}, {"qmspace", 0x2005}};
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
        if (strcmp(name, letters[i].name) == 0) {
            if (r->to_skip > 0) {
                r->to_skip--;
            } else {
                put_point(r, letters[i].c);
            }
            return true;
        }
    }
    return false;
}

/* Words that say what their group is for; true when it was one. */
static bool open_destination(struct rich *r, const char *name)
{
    static const struct {
        const char *name;
        enum group_for what;
    } known[] = {
        {"fonttbl", FOR_FONTS},     {"colortbl", FOR_NOTHING},     {"stylesheet", FOR_NOTHING},
        {"listtable", FOR_NOTHING}, {"pict", FOR_PICTURE},         {"objdata", FOR_NOTHING},
        {"fldinst", FOR_NOTHING},   {"info", FOR_NOTHING},         {"title", FOR_TITLE},
        {"author", FOR_AUTHOR},     {"htmltag", FOR_TAG},          {"filetbl", FOR_NOTHING},
        {"sn", FOR_NOTHING},        {"sv", FOR_NOTHING},           {"nonshppict", FOR_NOTHING},
        {"revtbl", FOR_NOTHING},    {"objclass", FOR_NOTHING},     {"objname", FOR_NOTHING},
        {"themedata", FOR_NOTHING}, {"nonesttables", FOR_NOTHING}, {"pntxta", FOR_NOTHING},
        {"pntxtb", FOR_NOTHING}};
    static const char *const read_on[] = {"shpinst",  "shptxt",    "shppict", "annotation",
                                          "footnote", "atnauthor", "atnid",   "nesttableprops",
                                          "fldrslt",  "listtext",  "pntext",  "result",
                                          "txbxcont", "bkmkstart_"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(name, known[i].name) == 0) {
            bool within = r->now.what == FOR_NOTHING && known[i].what != FOR_TITLE &&
                          known[i].what != FOR_AUTHOR;
            r->now.what = within ? FOR_NOTHING : known[i].what;
            if (r->now.what == FOR_PICTURE) {
                strbuf_clear(&r->bytes);
                r->ending = NULL;
                r->nibble = -1;
            }
            return true;
        }
    }
    for (size_t i = 0; i < sizeof read_on / sizeof read_on[0]; i++) {
        if (strcmp(name, read_on[i]) == 0) {
            return true;
        }
    }
    if (r->now.starred) {
        r->now.what = FOR_NOTHING;
    }
    return false;
}

static void set_page(struct rich *r, int page)
{
    flush(r);
    r->now.page = page > 0 ? page : r->page;
}

static void font_word(struct rich *r, const struct word *w)
{
    if (strcmp(w->name, "f") == 0 && r->now.what == FOR_FONTS) {
        r->font = w->value >= 0 && w->value < FONTS_MAX ? (int)w->value : 0;
    } else if (strcmp(w->name, "f") == 0) {
        set_page(r, w->value >= 0 && w->value < FONTS_MAX ? r->fonts[w->value] : 0);
    } else if (strcmp(w->name, "fcharset") == 0 && r->now.what == FOR_FONTS) {
        r->fonts[r->font] = page_of_charset(w->value);
    }
}

/* "\binN": N bytes as they are. */
static void take_binary(struct rich *r, long count)
{
    size_t left = r->in.n - r->at;
    size_t n = count < 0 ? 0 : (size_t)count < left ? (size_t)count : left;
    if (r->now.what == FOR_PICTURE) {
        strbuf_add(&r->bytes, r->in.p + r->at, n);
    }
    r->at += n;
}

static void do_word(struct rich *r, const struct word *w)
{
    const char *name = w->name;
    bool opens = r->now.first && open_destination(r, name);
    r->now.first = false;
    if (opens || put_letter_word(r, name)) {
        return;
    }
    if (strcmp(name, "u") == 0) {
        put_unit(r, w->value);
    } else if (strcmp(name, "uc") == 0) {
        r->now.skip = w->value >= 0 && w->value < 100 ? (int)w->value : 1;
    } else if (strcmp(name, "bin") == 0) {
        take_binary(r, w->value);
    } else if (strcmp(name, "ansicpg") == 0) {
        r->page = w->value > 0 && w->value < 65536 ? (int)w->value : 1252;
        set_page(r, r->page);
    } else if (strcmp(name, "mac") == 0 && r->depth <= 1) {
        r->page = 10000;
        set_page(r, r->page);
    } else if (strcmp(name, "plain") == 0) {
        set_page(r, 0);
    } else if (strcmp(name, "fromhtml") == 0) {
        r->out->web = true;
    } else if (strcmp(name, "htmlrtf") == 0) {
        flush(r);
        r->now.not_web = !w->has || w->value != 0;
    } else if (strcmp(name, "pngblip") == 0) {
        r->ending = ".png";
    } else if (strcmp(name, "jpegblip") == 0) {
        r->ending = ".jpg";
    } else if (strcmp(name, "object") == 0) {
        r->out->objects++;
    } else {
        font_word(r, w);
    }
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* After a '\'. */
static void read_word(struct rich *r)
{
    struct word w = {.value = 0};
    size_t n = 0;
    bool minus = false;
    while (r->at < r->in.n && is_letter(r->in.p[r->at])) {
        if (n + 1 < WORD_MAX) {
            w.name[n++] = r->in.p[r->at];
        }
        r->at++;
    }
    w.name[n] = '\0';
    if (r->at + 1 < r->in.n && r->in.p[r->at] == '-' && r->in.p[r->at + 1] >= '0' &&
        r->in.p[r->at + 1] <= '9') {
        minus = true;
        r->at++;
    }
    for (; r->at < r->in.n && r->in.p[r->at] >= '0' && r->in.p[r->at] <= '9'; r->at++) {
        w.has = true;
        w.value = w.value < 100000000 ? 10 * w.value + (r->in.p[r->at] - '0') : w.value;
    }
    w.value = minus ? -w.value : w.value;
    if (r->at < r->in.n && r->in.p[r->at] == ' ') {
        r->at++;
    }
    do_word(r, &w);
}

static void read_escape(struct rich *r)
{
    char c = r->at < r->in.n ? r->in.p[r->at] : '\0';
    if (is_letter(c)) {
        read_word(r);
        return;
    }
    r->at++;
    if (c == '\'') {
        int high = r->at < r->in.n ? hex_of(r->in.p[r->at]) : -1;
        int low = r->at + 1 < r->in.n ? hex_of(r->in.p[r->at + 1]) : -1;
        if (high >= 0 && low >= 0) {
            r->at += 2;
            put_byte(r, (char)(high << 4 | low));
        }
    } else if (c == '*') {
        r->now.starred = true;
        return; /* the word that follows is still the first */
    } else if (c == '~') {
        put_point(r, 0xA0);
    } else if (c == '_') {
        put_point(r, 0x2011);
    } else if (c == '\r' || c == '\n') {
        put_point(r, '\n');
    } else if (c == '{' || c == '}' || c == '\\') {
        put_byte(r, c);
    }
    r->now.first = false;
}

static void keep_picture(struct rich *r)
{
    struct rich_text *out = r->out;
    if (r->bytes.n == 0) {
        return;
    }
    if (out->picture_count >= PICTURES_MAX) {
        out->partly = "it holds more pictures than are taken out of one";
        return;
    }
    if (out->pictures == NULL) {
        out->pictures = arena_alloc(r->arena, PICTURES_MAX * sizeof *out->pictures);
    }
    out->pictures[out->picture_count++] =
        (struct rich_picture){arena_str(r->arena, strbuf_view(&r->bytes)), r->ending};
    strbuf_clear(&r->bytes);
}

static enum err_code open_group(struct rich *r, struct err *err)
{
    flush(r);
    if (r->depth >= DEPTH_MAX) {
        return err_set(err, ERR_LIMIT, "groups nest deeper than %d", DEPTH_MAX);
    }
    r->stack[r->depth++] = r->now;
    r->now.first = true;
    r->now.starred = false;
    r->to_skip = 0;
    return ERR_OK;
}

static void close_group(struct rich *r)
{
    flush(r);
    if (r->depth == 0) {
        return;
    }
    enum group_for what = r->now.what;
    r->now = r->stack[--r->depth];
    r->to_skip = 0;
    if (what == FOR_PICTURE && r->now.what != FOR_PICTURE) {
        keep_picture(r);
    }
    r->whole = r->depth == 0;
}

static enum err_code read_groups(struct rich *r, struct err *err)
{
    while (r->at < r->in.n && !r->whole) {
        char c = r->in.p[r->at++];
        switch (c) {
        case '{':
            TRY(open_group(r, err));
            break;
        case '}':
            close_group(r);
            break;
        case '\\':
            read_escape(r);
            break;
        case '\r':
        case '\n':
        case '\0':
            break;
        default:
            r->now.first = false;
            put_byte(r, c);
        }
    }
    flush(r);
    return ERR_OK;
}

enum err_code rich_text_read(struct arena *arena, struct str rtf, struct rich_text *out,
                             struct err *err)
{
    struct rich *r = xcalloc(1, sizeof *r);
    *out = (struct rich_text){.text = {"", 0}};
    *r = (struct rich){.arena = arena, .out = out, .in = rtf, .page = 1252, .nibble = -1};
    r->now = (struct group){.what = FOR_TEXT, .page = 1252, .skip = 1};
    strbuf_init(&r->text, TEXT_MAX);
    strbuf_init(&r->bytes, TEXT_MAX);
    strbuf_init(&r->pending, TEXT_MAX);
    strbuf_init(&r->title, WORD_MAX * WORD_MAX);
    strbuf_init(&r->author, WORD_MAX * WORD_MAX);
    enum err_code code = str_starts(rtf, STR("{\\rtf"))
                             ? read_groups(r, err)
                             : err_set(err, ERR_FORMAT, "the Rich Text is damaged");
    if (strbuf_check(&r->text, "the text", NULL) != ERR_OK) {
        out->partly = "it holds more text than is read of one file";
    } else if (code == ERR_OK && !r->whole) {
        out->partly = "the file ends before its text does";
    }
    out->text = arena_str(arena, strbuf_view(&r->text));
    out->title = arena_str(arena, strbuf_view(&r->title));
    out->author = arena_str(arena, strbuf_view(&r->author));
    strbuf_release(&r->text);
    strbuf_release(&r->bytes);
    strbuf_release(&r->pending);
    strbuf_release(&r->title);
    strbuf_release(&r->author);
    free(r);
    return code;
}
