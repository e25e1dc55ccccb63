/* Rows of `entry` in public.db with their bodies: what the registry's pages, gate and commands
 * are made from. All of it lies in the arena. */
#ifndef POLICEAI_REGISTRY_ENTRIES_H
#define POLICEAI_REGISTRY_ENTRIES_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "store/db.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct registry_entry {
    struct str id; /* of the statement */
    int64_t log_index;
    struct str at;        /* as stated */
    struct str logged_at; /* what the gate goes by */
    struct str type;
    struct str subject;
    struct str organisation; /* who says it */
    bool confirmed;          /* by its own key; else by the centre for it */
    struct str about;        /* subject of the deployment, notice or request; "" when none */
    struct str stage;        /* of a deployment */
    struct str title;
    bool current;    /* a head of its subject */
    struct str text; /* the body as published */
    const struct js *body;
};

struct registry_entries {
    struct registry_entry *list; /* in the order of the log */
    size_t count;
};

/* The row of a query whose columns are those of registry_heads (sql/registry.sql). */
enum err_code registry_entry_read(struct db_query *query, struct arena *arena,
                                  struct registry_entry *entry, struct err *err) MUST_USE;
/* Heads of a subject: none (it was removed, or is unknown), one, or several in conflict. */
enum err_code registry_heads(struct db *db, struct arena *arena, struct str subject,
                             struct registry_entries *entries, struct err *err) MUST_USE;
/* Every version of a subject that has effect. */
enum err_code registry_versions(struct db *db, struct arena *arena, struct str subject,
                                struct registry_entries *entries, struct err *err) MUST_USE;
/* One statement by its id: ERR_NOT_FOUND. */
enum err_code registry_one(struct db *db, struct arena *arena, struct str id,
                           struct registry_entry *entry, struct err *err) MUST_USE;
/* Current entries of a type about a deployment, notice or request. */
enum err_code registry_about(struct db *db, struct arena *arena, struct str about,
                             const char *type, struct registry_entries *entries,
                             struct err *err) MUST_USE;
/* The same with those that were replaced. */
enum err_code registry_about_ever(struct db *db, struct arena *arena, struct str about,
                                  const char *type, struct registry_entries *entries,
                                  struct err *err) MUST_USE;
/* Current entries of a type. */
enum err_code registry_of_type(struct db *db, struct arena *arena, const char *type,
                               struct registry_entries *entries, struct err *err) MUST_USE;
/* Current entries of a type that an organisation says. */
enum err_code registry_by(struct db *db, struct arena *arena, struct str organisation,
                          const char *type, struct registry_entries *entries,
                          struct err *err) MUST_USE;
/* Current entries of a type that name the force (`forces`): its deployments, what is asked of
 * it. */
enum err_code registry_naming(struct db *db, struct arena *arena, struct str force,
                              const char *type, struct registry_entries *entries,
                              struct err *err) MUST_USE;
/* Current entries of a type that name a tool by its digest in a role: used, upstream,
 * downstream, described, noticed. */
enum err_code registry_with_tool(struct db *db, struct arena *arena, struct str digest,
                                 const char *role, struct registry_entries *entries,
                                 struct err *err) MUST_USE;

/* The forces that a statement names, sorted. */
enum err_code registry_forces_of(struct db *db, struct arena *arena, struct str statement,
                                 struct str **forces, size_t *count, struct err *err) MUST_USE;

/* A member of the body's `fields`; NULL when it is not stated. */
const struct js *registry_field(const struct registry_entry *entry, struct str id);
/* Its text; "" when absent, withheld or no text. */
struct str registry_field_text(const struct registry_entry *entry, struct str id);

#endif
