/* Reports of phone extractions as XML: what Cellebrite's Physical Analyzer writes as
 * report.xml, also within a .ufdr.
 *
 * SOURCE: no specification is published; the shape below is what readers by others expect:
 * UFEDLib (github.com/SEilers/UFEDLib), IPED's UfedXmlReader (github.com/sepinf-inc/IPED) and
 * aleph's ingestors (github.com/alephdata/ingest-file):
 *
 *     project > metadata > item name; taggedFiles > file path size deleted
 *     project > decodedData > modelType type > model type id deleted_state
 *     model > field name > value [formattedTimestamp] | empty; modelField name > model;
 *             multiField name > value…; multiModelField name > model…
 *
 * It is read as a stream, one record's tree at a time; messages of a chat are records of their
 * own. Nothing in it names what is read: a model of an unknown type becomes lines of text. */
#include "reading.h"

#include "phone_rows.h"

#include <libxml/xmlreader.h>
#include <string.h>

enum { RECORD_MAX = 64 << 20, DEPTH_MAX = 40, TEXT_MAX = 1 << 20 };

struct report {
    struct reading *reading;
    struct phone_rows rows;
    struct str bytes;
    size_t at;
    size_t budget; /* bytes that the record may still take */
    xmlTextReaderPtr reader;
    int chat; /* depth of the chat's element, -1: none */
    struct strbuf chat_text;
    struct strbuf chat_parties;
    struct strbuf chat_name;
    struct arena *arena; /* of a record */
    bool late;
};

static int more_bytes(void *context, char *out, int room)
{
    struct report *report = context;
    size_t left = report->bytes.n - report->at;
    size_t n = left < (size_t)room ? left : (size_t)room;
    if (n > report->budget) {
        return -1;
    }
    memcpy(out, report->bytes.p + report->at, n);
    report->at += n;
    report->budget -= n;
    return (int)n;
}

static bool named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

/* An attribute's value in the record's arena, "" when there is none. */
static struct str attribute(const struct report *report, const xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetNoNsProp(node, BAD_CAST name);
    struct str out = value == NULL ? STR("") : str_of((const char *)value);
    out = arena_str(report->arena, out);
    xmlFree(value);
    return out;
}

/* NOLINTNEXTLINE(misc-no-recursion): DEPTH_MAX */
static void add_text(const xmlNode *node, struct strbuf *out, int depth)
{
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
            strbuf_puts(out, (const char *)child->content);
        } else if (child->type == XML_ELEMENT_NODE && depth < DEPTH_MAX) {
            add_text(child, out, depth + 1);
        }
    }
}

/* A <value>: a time as it is formatted with its zone, where that stands beside it. */
static struct str value_of(const struct report *report, const xmlNode *value)
{
    struct strbuf out;
    struct str formatted = attribute(report, value, "formattedTimestamp");
    if (formatted.n > 0) {
        return formatted;
    }
    strbuf_init(&out, TEXT_MAX);
    add_text(value, &out, 0);
    if (out.overflow) {
        reading_partly(report->reading, "a field holds more text than is read of one");
    }
    struct str text = str_trim(arena_str(report->arena, strbuf_view(&out)));
    strbuf_release(&out);
    return text;
}

static const xmlNode *field_of(const struct report *report, const xmlNode *model,
                               const char *name)
{
    for (const xmlNode *child = model->children; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE && str_is(attribute(report, child, "name"), name)) {
            return child;
        }
    }
    return NULL;
}

static struct str field(const struct report *report, const xmlNode *model, const char *name)
{
    const xmlNode *node = field_of(report, model, name);
    for (const xmlNode *child = node == NULL ? NULL : node->children; child != NULL;
         child = child->next) {
        if (named(child, "value")) {
            return value_of(report, child);
        }
    }
    return STR("");
}

/* All of a tree as "NAME: VALUE", a value each, parted by `between`. */
/* NOLINTNEXTLINE(misc-no-recursion): DEPTH_MAX */
static void describe(const struct report *report, const xmlNode *node, const char *between,
                     int depth, struct strbuf *out)
{
    struct str name = attribute(report, node, "name");
    struct str deleted = attribute(report, node, "deleted_state");
    name = name.n > 0 ? name : attribute(report, node, "type");
    name = name.n > 0 ? name : arena_str(report->arena, str_of((const char *)node->name));
    if (depth >= DEPTH_MAX) {
        reading_partly(report->reading, "a record nests too deep");
        return;
    }
    if (named(node, "model") && depth > 0 && !str_is(deleted, "Intact")) {
        phone_more(out, between, STR("Deleted state"), deleted);
    }
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
            phone_more(out, between, name, str_of((const char *)child->content));
        } else if (named(child, "value")) {
            phone_more(out, between, name, value_of(report, child));
        } else if (child->type == XML_ELEMENT_NODE) {
            describe(report, child, between, depth + 1, out);
        }
    }
}

/* ---- calls and messages ---- */

static void add_party(struct strbuf *out, const struct report *report, const xmlNode *party)
{
    struct str number = field(report, party, "Identifier");
    struct str name = field(report, party, "Name");
    phone_more(out, "; ", STR(""), number);
    if (!str_eq(name, number)) {
        phone_more(out, "; ", STR(""), name);
    }
}

enum { FROM, TO, PARTIES, SIDES };

struct sides {
    struct strbuf of[SIDES];
    struct strbuf more;
};

/* The models of a field as parties: of one that says its role, on the side of that. */
static void add_parties(struct sides *sides, const struct report *report, const xmlNode *holder,
                        int side)
{
    for (const xmlNode *party = holder->children; party != NULL; party = party->next) {
        if (!named(party, "model")) {
            continue;
        }
        struct str role = field(report, party, "Role");
        int at = str_is(role, "From") ? FROM : str_is(role, "To") ? TO : side;
        add_party(&sides->of[at], report, party);
        if (str_is(field(report, party, "IsPhoneOwner"), "True")) {
            struct str number = field(report, party, "Identifier");
            phone_more(&sides->more, "; ", STR("Phone owner"),
                       number.n > 0 ? number : field(report, party, "Name"));
        }
    }
}

static bool one_of(struct str name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (str_is(name, list[i])) {
            return true;
        }
    }
    return false;
}
#define ONE_OF(name, list) one_of(name, list, sizeof(list) / sizeof(list)[0])

/* Fields that have a column of their own. */
static const char *const columns[] = {"TimeStamp", "Direction", "Duration", "Body",
                                      "Source",    "Type",      "From",     "To"};

static void take_fields(struct sides *sides, const struct report *report, const xmlNode *model)
{
    for (const xmlNode *child = model->children; child != NULL; child = child->next) {
        struct str name =
            child->type == XML_ELEMENT_NODE ? attribute(report, child, "name") : STR("");
        if (child->type != XML_ELEMENT_NODE) {
            continue;
        }
        bool models = named(child, "modelField") || named(child, "multiModelField");
        if (models && str_is(name, "From")) {
            add_parties(sides, report, child, FROM);
        } else if (models && str_is(name, "To")) {
            add_parties(sides, report, child, TO);
        } else if (models && (str_is(name, "Parties") || str_is(name, "Party"))) {
            add_parties(sides, report, child, PARTIES);
        } else if (!ONE_OF(name, columns)) {
            describe(report, child, "; ", 0, &sides->more);
        }
    }
}

/* A side as a party model, or as a plain field. */
static struct str side(const struct sides *sides, int at, const struct report *report,
                       const xmlNode *model, const char *plain)
{
    struct str text = strbuf_view(&sides->of[at]);
    return text.n > 0 ? text : field(report, model, plain);
}

static enum err_code put_row(struct report *report, const xmlNode *model, struct str type,
                             bool call, struct err *err)
{
    struct sides sides;
    for (int i = 0; i < SIDES; i++) {
        strbuf_init(&sides.of[i], TEXT_MAX);
    }
    strbuf_init(&sides.more, TEXT_MAX);
    take_fields(&sides, report, model);
    struct str said = field(report, model, "Type");
    struct phone_row row = {.at = field(report, model, "TimeStamp"),
                            .kind = said.n == 0
                                        ? type
                                        : str_of(arena_printf(report->arena, "%.*s, %.*s",
                                                              STR_ARG(type), STR_ARG(said))),
                            .direction = field(report, model, "Direction"),
                            .from = side(&sides, FROM, report, model, "From"),
                            .to = side(&sides, TO, report, model, "To"),
                            .parties = strbuf_view(&sides.of[PARTIES]),
                            .duration = field(report, model, "Duration"),
                            .text = field(report, model, "Body"),
                            .deleted = attribute(report, model, "deleted_state"),
                            .source = field(report, model, "Source"),
                            .more = strbuf_view(&sides.more)};
    if (report->chat >= 0) {
        row.chat = strbuf_view(&report->chat_name);
        row.parties = row.to.n == 0 && row.parties.n == 0 ? strbuf_view(&report->chat_parties)
                                                          : row.parties;
    }
    enum err_code code = phone_rows_put(&report->rows, call ? PHONE_CALLS : PHONE_MESSAGES,
                                        type, &row, &report->late, err);
    for (int i = 0; i < SIDES; i++) {
        strbuf_release(&sides.of[i]);
    }
    strbuf_release(&sides.more);
    return code;
}

static enum err_code put_block(struct report *report, const xmlNode *node, struct str kind,
                               struct str before, struct err *err)
{
    struct strbuf out;
    struct str deleted = attribute(report, node, "deleted_state");
    deleted = deleted.n > 0 ? deleted : attribute(report, node, "deleted");
    strbuf_init(&out, TEXT_MAX);
    phone_more(&out, "\n", STR(""), before);
    describe(report, node, "\n", 0, &out);
    phone_more(&out, "\n", STR("Deleted state"), deleted);
    strbuf_putc(&out, '\n');
    if (out.overflow) {
        reading_partly(report->reading, "a record holds more text than is read of one");
    }
    enum err_code code =
        phone_rows_block(&report->rows, kind, strbuf_view(&out), &report->late, err);
    strbuf_release(&out);
    return code;
}

static enum err_code put_model(struct report *report, const xmlNode *model, struct err *err)
{
    static const char *const calls[] = {"Call", "VoiceMail", "Voicemail"};
    static const char *const messages[] = {"SMS", "MMS", "InstantMessage", "Email"};
    struct str type = attribute(report, model, "type");
    bool call = ONE_OF(type, calls);
    if (call || ONE_OF(type, messages)) {
        return put_row(report, model, type, call, err);
    }
    return put_block(report, model, type.n > 0 ? type : STR("unnamed"), STR(""), err);
}

/* ---- the stream ---- */

/* A field of the open chat, its messages apart. */
static void take_of_chat(struct report *report, const xmlNode *node)
{
    struct str name = attribute(report, node, "name");
    if (str_is(name, "Participants")) {
        for (const xmlNode *party = node->children; party != NULL; party = party->next) {
            if (named(party, "model")) {
                add_party(&report->chat_parties, report, party);
            }
        }
    }
    if ((str_is(name, "Name") || str_is(name, "Id")) && report->chat_name.n == 0) {
        for (const xmlNode *child = node->children; child != NULL; child = child->next) {
            phone_more(&report->chat_name, "; ", STR(""),
                       named(child, "value") ? value_of(report, child) : STR(""));
        }
    }
    describe(report, node, "\n", 0, &report->chat_text);
}

static void open_chat(struct report *report, int depth)
{
    xmlChar *deleted = xmlTextReaderGetAttribute(report->reader, BAD_CAST "deleted_state");
    report->chat = depth;
    strbuf_clear(&report->chat_text);
    strbuf_clear(&report->chat_parties);
    strbuf_clear(&report->chat_name);
    if (deleted != NULL) {
        phone_more(&report->chat_text, "\n", STR("Deleted state"),
                   str_of((const char *)deleted));
    }
    xmlFree(deleted);
}

static enum err_code close_chat(struct report *report, struct err *err)
{
    report->chat = -1;
    strbuf_putc(&report->chat_text, '\n');
    return phone_rows_block(&report->rows, STR("Chat"), strbuf_view(&report->chat_text),
                            &report->late, err);
}

enum step { GO_IN, WHOLE, PASS_OVER };

/* What to do with the element at which the reader stands. */
static enum step step_of(struct report *report, const char *name, struct str type, int depth)
{
    if (report->chat >= 0 && depth == report->chat + 1) {
        return str_is(type, "Messages") ? GO_IN : WHOLE;
    }
    if (strcmp(name, "model") == 0) {
        return report->chat < 0 && str_is(type, "Chat") ? GO_IN : WHOLE;
    }
    if (strcmp(name, "extraInfo") == 0) {
        return PASS_OVER;
    }
    return depth == 0 || strcmp(name, "decodedData") == 0 || strcmp(name, "modelType") == 0 ||
                   strcmp(name, "taggedFiles") == 0 || strcmp(name, "extraInfos") == 0 ||
                   report->chat >= 0
               ? GO_IN
               : WHOLE;
}

static enum err_code take_whole(struct report *report, const char *name, int depth,
                                struct err *err)
{
    const xmlNode *node = xmlTextReaderExpand(report->reader);
    if (node == NULL) {
        return ERR_OK; /* told by the next step */
    }
    if (report->chat >= 0 && depth == report->chat + 1) {
        take_of_chat(report, node);
        return ERR_OK;
    }
    if (strcmp(name, "model") == 0) {
        return put_model(report, node, err);
    }
    struct str path = strcmp(name, "file") == 0 ? attribute(report, node, "path") : STR("");
    return put_block(report, node, str_of(name), path, err);
}

/* The element at which the reader stands; *over: go past all that is in it. */
static enum err_code take_element(struct report *report, bool *over, struct err *err)
{
    const char *name = (const char *)xmlTextReaderConstLocalName(report->reader);
    int depth = xmlTextReaderDepth(report->reader);
    bool model = strcmp(name, "model") == 0;
    xmlChar *value =
        xmlTextReaderGetAttribute(report->reader, BAD_CAST(model ? "type" : "name"));
    struct str type = value == NULL ? STR("") : str_of((const char *)value);
    enum step step = step_of(report, name, type, depth);
    enum err_code code = ERR_OK;
    *over = step != GO_IN;
    if (step == WHOLE) {
        code = take_whole(report, name, depth, err);
    } else if (step == PASS_OVER) {
        phone_rows_count(&report->rows, STR("extraInfo (where a record was found; not read)"));
    } else if (model && xmlTextReaderIsEmptyElement(report->reader) != 1) {
        open_chat(report, depth);
    }
    xmlFree(value);
    return code;
}

static enum err_code read_stream(struct report *report, struct err *err)
{
    int got = xmlTextReaderRead(report->reader);
    while (got == 1 && !report->late) {
        int kind = xmlTextReaderNodeType(report->reader);
        bool over = false;
        report->budget = RECORD_MAX;
        if (kind == XML_READER_TYPE_ELEMENT) {
            TRY(take_element(report, &over, err));
        } else if (kind == XML_READER_TYPE_END_ELEMENT && report->chat >= 0 &&
                   xmlTextReaderDepth(report->reader) == report->chat) {
            TRY(close_chat(report, err));
        }
        arena_reset(report->arena);
        if (!report->late) {
            report->budget = RECORD_MAX;
            got = over ? xmlTextReaderNext(report->reader) : xmlTextReaderRead(report->reader);
        }
    }
    if (got < 0 && report->rows.records == 0) {
        return err_set(err, ERR_FORMAT, "not read: its XML is damaged");
    }
    if (got < 0) {
        reading_partly(report->reading,
                       arena_printf(report->reading->arena,
                                    "its XML is damaged or a record is larger than %d MiB at "
                                    "line %d; what stands before that was read",
                                    RECORD_MAX >> 20,
                                    xmlTextReaderGetParserLineNumber(report->reader)));
    }
    return phone_rows_end(&report->rows, !report->late, err);
}

bool is_phone_report(struct str bytes)
{
    struct str head = str_sub(bytes, 0, 4096);
    return str_find(head, STR("<project")) != SIZE_MAX &&
           str_find(head, STR("cellebrite.com/report/")) != SIZE_MAX &&
           str_find(head, STR("<!DOCTYPE")) == SIZE_MAX;
}

enum err_code read_phone_report(struct reading *reading, struct str bytes, struct err *err)
{
    struct report report = {
        .reading = reading, .bytes = bytes, .budget = RECORD_MAX, .chat = -1};
    reading->kind = "phone-report";
    phone_rows_init(&report.rows, reading);
    strbuf_init(&report.chat_text, TEXT_MAX);
    strbuf_init(&report.chat_parties, TEXT_MAX);
    strbuf_init(&report.chat_name, TEXT_MAX);
    report.arena = arena_new();
    report.reader = xmlReaderForIO(more_bytes, NULL, &report, NULL, NULL,
                                   XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                       XML_PARSE_HUGE);
    enum err_code code = report.reader == NULL
                             ? err_set(err, ERR_FORMAT, "not read: its XML is damaged")
                             : read_stream(&report, err);
    xmlFreeTextReader(report.reader);
    arena_free(report.arena);
    strbuf_release(&report.chat_text);
    strbuf_release(&report.chat_parties);
    strbuf_release(&report.chat_name);
    phone_rows_release(&report.rows);
    return code;
}
