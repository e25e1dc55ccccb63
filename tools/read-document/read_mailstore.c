/* Outlook's mailboxes ([MS-PST], PST and OST) by libpff: each item of each folder is handed to
 * the host as the message that says the same, under the folder's path. The library opens the
 * file itself and reads what is asked for, so a mailbox may be larger than memory. */
#include "outlook_item.h"
#include "reading.h"

#include <libpff.h>
#include <stdlib.h>
#include <string.h>

enum {
    FOLDERS_DEEP = 60,
    WITHIN_MAX = 12, /* messages within messages */
    PATH_BYTES = 800,
    NAME_BYTES = 1024,
    SETS_MAX = 20000,       /* recipients of a message */
    ENTRIES_MAX = 4096,     /* properties of an item */
    VALUE_MAX = 128 << 20,  /* of one */
    LETTER_MAX = 240 << 20, /* a file within may have 256 MiB */
    ATTACHED_MAX = 2000,
    DELETED_MAX = 100000
};

struct store {
    struct reading *reading;
    libpff_file_t *file;
    struct arena *arena; /* of one item */
    int64_t at;          /* items met so far */
    bool late;
};

/* ---- an item's properties ---- */

static void load_entry(struct store *store, libpff_record_entry_t *entry,
                       struct outlook_bag *bag, struct outlook_item *item)
{
    uint32_t id = 0;
    uint32_t type = 0;
    size_t size = 0;
    if (libpff_record_entry_get_entry_type(entry, &id, NULL) != 1 ||
        libpff_record_entry_get_value_type(entry, &type, NULL) != 1 || id > 0xFFFF ||
        (type != OUTLOOK_UNICODE && type != OUTLOOK_STRING8 && type != OUTLOOK_BINARY &&
         type != OUTLOOK_INT && type != OUTLOOK_TIME && type != OUTLOOK_BOOL) ||
        id == OUTLOOK_ATTACHED_BYTES) { /* asked for by itself */
        return;
    }
    if (libpff_record_entry_get_data_size(entry, &size, NULL) != 1) {
        return;
    }
    if (size > VALUE_MAX) {
        item->partly = "a property of the message is larger than 128 MiB";
        return;
    }
    char *data = arena_zalloc(store->arena, size + 1);
    if (size > 0 && libpff_record_entry_get_data(entry, (uint8_t *)data, size, NULL) != 1) {
        item->partly = "a part of the message is damaged";
        return;
    }
    outlook_bag_add(bag, (uint16_t)id, (uint16_t)type, str_n(data, size));
}

static void load_set(struct store *store, libpff_item_t *from, int set, struct outlook_bag *bag,
                     struct outlook_item *item)
{
    libpff_record_set_t *record = NULL;
    int count = 0;
    if (libpff_item_get_record_set_by_index(from, set, &record, NULL) != 1) {
        return;
    }
    (void)libpff_record_set_get_number_of_entries(record, &count, NULL);
    for (int i = 0; i < count && i < ENTRIES_MAX; i++) {
        libpff_record_entry_t *entry = NULL;
        if (libpff_record_set_get_entry_by_index(record, i, &entry, NULL) == 1) {
            load_entry(store, entry, bag, item);
            libpff_record_entry_free(&entry, NULL);
        }
    }
    libpff_record_set_free(&record, NULL);
}

static void load_recipients(struct store *store, libpff_item_t *from, struct outlook_item *item)
{
    libpff_item_t *recipients = NULL;
    int count = 0;
    if (libpff_message_get_recipients(from, &recipients, NULL) != 1) {
        return;
    }
    (void)libpff_item_get_number_of_record_sets(recipients, &count, NULL);
    count = count < 0 ? 0 : count < SETS_MAX ? count : SETS_MAX;
    item->recipients =
        arena_zalloc(store->arena, ((size_t)count + 1) * sizeof *item->recipients);
    for (int i = 0; i < count; i++) {
        load_set(store, recipients, i, &item->recipients[item->recipient_count++], item);
    }
    libpff_item_free(&recipients, NULL);
}

static void load_item(struct store *store, libpff_item_t *from, int depth,
                      struct outlook_item *item);

static void load_attached_item(struct store *store, libpff_item_t *from, int depth,
                               struct outlook_attached *attached)
{
    struct outlook_item item = {.arena = store->arena};
    struct strbuf eml;
    struct err why = {0};
    libpff_item_t *within = NULL;
    if (depth >= WITHIN_MAX || libpff_attachment_get_item(from, &within, NULL) != 1) {
        attached->lost = "an attached message could not be taken out";
        return;
    }
    strbuf_init(&eml, LETTER_MAX);
    load_item(store, within, depth + 1, &item);
    if (outlook_letter(&item, true, &eml, &why) == ERR_OK) {
        attached->within = arena_str(store->arena, strbuf_view(&eml));
        attached->lost = item.partly;
    } else {
        attached->lost = "an attached message is too large";
    }
    strbuf_release(&eml);
    outlook_item_free(&item);
    libpff_item_free(&within, NULL);
}

static void load_attached_bytes(struct store *store, libpff_item_t *from,
                                struct outlook_attached *attached)
{
    size64_t size = 0;
    if (libpff_attachment_get_data_size(from, &size, NULL) != 1) {
        attached->lost = "a file attached to a message is named and not held";
        return;
    }
    if (size > VALUE_MAX) {
        attached->lost = "a file attached to a message is larger than 128 MiB";
        return;
    }
    char *bytes = arena_alloc(store->arena, (size_t)size + 1);
    size_t n = 0;
    while (n < size) {
        ssize_t got = libpff_attachment_data_read_buffer(from, (uint8_t *)bytes + n,
                                                         (size_t)size - n, NULL);
        if (got <= 0) {
            attached->lost = "a file attached to a message is damaged";
            break;
        }
        n += (size_t)got;
    }
    outlook_bag_add(&attached->bag, OUTLOOK_ATTACHED_BYTES, OUTLOOK_BINARY, str_n(bytes, n));
}

static void load_attached(struct store *store, libpff_item_t *message, int index, int depth,
                          struct outlook_item *item)
{
    libpff_item_t *from = NULL;
    struct outlook_attached *attached = &item->attached[item->attached_count++];
    int type = 0;
    if (libpff_message_get_attachment(message, index, &from, NULL) != 1) {
        attached->lost = "a file attached to a message could not be found";
        return;
    }
    load_set(store, from, 0, &attached->bag, item);
    if (libpff_attachment_get_type(from, &type, NULL) != 1) {
        attached->lost = "a file attached to a message is of an unknown kind";
    } else if (type == LIBPFF_ATTACHMENT_TYPE_ITEM) {
        load_attached_item(store, from, depth, attached);
    } else if (type == LIBPFF_ATTACHMENT_TYPE_DATA) {
        load_attached_bytes(store, from, attached);
    } else {
        attached->lost = "a file attached to a message is named and not held";
    }
    libpff_item_free(&from, NULL);
}

static void load_item(struct store *store, libpff_item_t *from, int depth,
                      struct outlook_item *item)
{
    int count = 0;
    load_set(store, from, 0, &item->bag, item);
    load_recipients(store, from, item);
    if (libpff_message_get_number_of_attachments(from, &count, NULL) != 1 || count <= 0) {
        return;
    }
    if (count > ATTACHED_MAX) {
        item->partly = "more files are attached to a message than are taken";
        count = ATTACHED_MAX;
    }
    item->attached = arena_zalloc(store->arena, ((size_t)count + 1) * sizeof *item->attached);
    for (int i = 0; i < count; i++) {
        load_attached(store, from, i, depth, item);
    }
}

/* ---- folders ---- */

/* A name as part of a path. */
static struct str plain_name(struct arena *arena, struct str name)
{
    char *out = arena_strndup(arena, name.p, name.n < PATH_BYTES / 8 ? name.n : PATH_BYTES / 8);
    size_t n = strlen(out);
    while (n > 0 && ((unsigned char)out[n - 1] & 0xC0) == 0x80 && n == PATH_BYTES / 8) {
        n--; /* cut between characters: reading_member cleans the rest */
    }
    for (size_t i = 0; i < n; i++) {
        out[i] = out[i] == '/' || (unsigned char)out[i] < ' ' ? ' ' : out[i];
    }
    return str_trim(str_n(out, n));
}

static enum err_code take_item(struct store *store, libpff_item_t *from, const char *path,
                               struct err *err)
{
    struct outlook_item item = {.arena = store->arena};
    struct strbuf eml;
    struct err why = {0};
    strbuf_init(&eml, LETTER_MAX);
    load_item(store, from, 0, &item);
    struct str subject = plain_name(store->arena, outlook_text(&item, &item.bag, 0x0037));
    struct str name = str_of(arena_printf(store->arena, "%s/%lld %.*s.eml", path,
                                          (long long)store->at, STR_ARG(subject)));
    enum err_code code;
    if (outlook_letter(&item, true, &eml, &why) == ERR_OK) {
        code = reading_member(store->reading, name, strbuf_view(&eml), err);
    } else {
        code = reading_lost(store->reading, name, "the message is larger than is taken", err);
    }
    if (item.partly != NULL) {
        reading_partly(store->reading, item.partly);
    }
    strbuf_release(&eml);
    outlook_item_free(&item);
    return code;
}

static enum err_code take_messages(struct store *store, libpff_item_t *folder, const char *path,
                                   struct err *err)
{
    struct reading *reading = store->reading;
    int count = 0;
    if (libpff_folder_get_number_of_sub_messages(folder, &count, NULL) != 1) {
        return ERR_OK;
    }
    for (int i = 0; i < count; i++) {
        libpff_item_t *message = NULL;
        if (store->at < reading->from) {
            store->at++;
            continue;
        }
        if (store->at > reading->from && reading_late(reading)) {
            reading_goes_on(reading, store->at);
            store->late = true;
            return ERR_OK;
        }
        store->at++;
        if (libpff_folder_get_sub_message(folder, i, &message, NULL) != 1) {
            TRY(reading_lost(
                reading,
                str_of(arena_printf(store->arena, "%s/%lld", path, (long long)store->at)),
                "the item is damaged", err));
            continue;
        }
        enum err_code code = take_item(store, message, path, err);
        libpff_item_free(&message, NULL);
        arena_reset(store->arena);
        TRY(code);
    }
    return ERR_OK;
}

static const char *path_below(struct reading *reading, libpff_item_t *folder, const char *path)
{
    uint8_t name[NAME_BYTES] = {0};
    size_t size = 0;
    if (libpff_folder_get_utf8_name_size(folder, &size, NULL) != 1 || size > sizeof name ||
        libpff_folder_get_utf8_name(folder, name, size, NULL) != 1) {
        name[0] = '\0';
    }
    struct str plain = plain_name(reading->arena, str_of((const char *)name));
    plain = plain.n == 0 ? STR("folder") : plain;
    if (strlen(path) + plain.n + 1 > PATH_BYTES) {
        return path;
    }
    return path[0] == '\0' ? arena_strndup(reading->arena, plain.p, plain.n)
                           : arena_printf(reading->arena, "%s/%.*s", path, STR_ARG(plain));
}

static enum err_code take_folder(struct store *store, libpff_item_t *folder, const char *path,
                                 int depth, struct err *err)
{
    int count = 0;
    if (depth > FOLDERS_DEEP) {
        reading_partly(store->reading, "folders lie too deep within each other");
        return ERR_OK;
    }
    TRY(take_messages(store, folder, path[0] == '\0' ? "mailbox" : path, err));
    if (libpff_folder_get_number_of_sub_folders(folder, &count, NULL) != 1) {
        reading_partly(store->reading, "a folder of the mailbox is damaged");
        return ERR_OK;
    }
    for (int i = 0; i < count && !store->late; i++) {
        libpff_item_t *below = NULL;
        if (libpff_folder_get_sub_folder(folder, i, &below, NULL) != 1) {
            reading_partly(store->reading, "a folder of the mailbox is damaged");
            continue;
        }
        enum err_code code =
            take_folder(store, below, path_below(store->reading, below, path), depth + 1, err);
        libpff_item_free(&below, NULL);
        TRY(code);
    }
    return ERR_OK;
}

/* ---- what was deleted ---- */

static bool is_message(libpff_item_t *item)
{
    uint8_t type = LIBPFF_ITEM_TYPE_UNDEFINED;
    return libpff_item_get_type(item, &type, NULL) == 1 && type != LIBPFF_ITEM_TYPE_UNDEFINED &&
           type != LIBPFF_ITEM_TYPE_UNKNOWN && type != LIBPFF_ITEM_TYPE_FOLDER &&
           type != LIBPFF_ITEM_TYPE_ATTACHMENT && type != LIBPFF_ITEM_TYPE_ATTACHMENTS &&
           type != LIBPFF_ITEM_TYPE_RECIPIENTS;
}

typedef int item_by_index(libpff_file_t *file, int index, libpff_item_t **item,
                          libpff_error_t **error);

/* Of such a list an item may be torn: what cannot be opened, or is no message, is no loss. */
static enum err_code take_list(struct store *store, item_by_index *get, int count,
                               const char *path, struct err *err)
{
    struct reading *reading = store->reading;
    for (int i = 0; i < count && i < DELETED_MAX; i++) {
        libpff_item_t *item = NULL;
        if (store->at++ < reading->from) {
            continue;
        }
        if (store->at - 1 > reading->from && reading_late(reading)) {
            reading_goes_on(reading, store->at - 1);
            store->late = true;
            return ERR_OK;
        }
        if (get(store->file, i, &item, NULL) != 1) {
            continue;
        }
        enum err_code code = is_message(item) ? take_item(store, item, path, err) : ERR_OK;
        libpff_item_free(&item, NULL);
        arena_reset(store->arena);
        TRY(code);
    }
    if (count > DELETED_MAX) {
        reading_partly(reading, "more deleted items can be recovered than are taken");
    }
    return ERR_OK;
}

/* Items that no folder holds any more, and what is left of deleted ones in space that was not
 * written over. Searching for them takes its time: a slice of its own. */
static enum err_code take_deleted(struct store *store, struct err *err)
{
    struct reading *reading = store->reading;
    int orphans = 0;
    int recovered = 0;
    if (store->at > reading->from) {
        reading_goes_on(reading, store->at);
        return ERR_OK;
    }
    if (libpff_file_get_number_of_orphan_items(store->file, &orphans, NULL) == 1) {
        TRY(take_list(store, libpff_file_get_orphan_item_by_index, orphans,
                      "deleted (in no folder)", err));
    }
    if (store->late) {
        return ERR_OK;
    }
    if (libpff_file_recover_items(store->file, 0, NULL) != 1) {
        reading_partly(reading, "deleted messages could not be searched for");
        return ERR_OK;
    }
    if (libpff_file_get_number_of_recovered_items(store->file, &recovered, NULL) == 1) {
        TRY(take_list(store, libpff_file_get_recovered_item_by_index, recovered,
                      "deleted (recovered)", err));
    }
    return ERR_OK;
}

static enum err_code take_all(struct store *store, struct err *err)
{
    libpff_item_t *root = NULL;
    if (libpff_file_initialize(&store->file, NULL) != 1 ||
        libpff_file_open(store->file, store->reading->path, LIBPFF_OPEN_READ, NULL) != 1 ||
        libpff_file_get_root_folder(store->file, &root, NULL) != 1) {
        return err_set(err, ERR_FORMAT, "not read: the mailbox is damaged");
    }
    enum err_code code = take_folder(store, root, "", 0, err);
    libpff_item_free(&root, NULL);
    return code == ERR_OK && !store->late ? take_deleted(store, err) : code;
}

enum err_code read_mailstore(struct reading *reading, struct err *err)
{
    struct store store = {.reading = reading, .arena = arena_new()};
    reading->kind = "mailbox";
    enum err_code code = take_all(&store, err);
    if (store.file != NULL) {
        (void)libpff_file_free(&store.file, NULL);
    }
    arena_free(store.arena);
    return code;
}
