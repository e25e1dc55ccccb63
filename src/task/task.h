/* A task: what goes in, what comes out, how it is scored, how an item is shown. One folder
 * src/task/NAME (dashes as underscores) ends with `const struct task task_NAME`. */
#ifndef POLICEAI_TASK_TASK_H
#define POLICEAI_TASK_TASK_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>

enum task_shape { TASK_ITEM, TASK_COLLECTION, TASK_INDEXED, TASK_SESSION };

/* A bound of this project's own or of a standard: shown as "working value". */
struct task_bound {
    const char *metric;
    double bound;
    bool at_least;      /* else: at most */
    const char *source; /* "set by this project", or a citation */
};

/* How a person gives the expected answer of an item. */
enum task_labelling {
    TASK_NOT_LABELLED, /* there is no page for it */
    TASK_CHOOSES,      /* {"label"}: one of the input's "labels" */
    TASK_COMPARES,     /* {"match"}: are "left" and "right" of the input the same */
    TASK_MARKS,        /* {"spans"}: words of the input's "text" */
    TASK_WRITES        /* {"text"}: what is said in the input's file */
};

/* A way to show an answer; a list of them ends with name NULL. */
struct task_style {
    const char *name;   /* "marks" */
    const char *suffix; /* of the file that keeps the document: "redacted.txt" */
    const char *help;
};

/* What a person gets of one answer. */
struct task_shown {
    struct strbuf document; /* to keep: the redacted text, the transcript */
    struct strbuf places;   /* one line a finding, never what was found */
    struct strbuf summary;  /* a few words in one line */
};
void task_shown_init(struct task_shown *shown);
void task_shown_release(struct task_shown *shown);

struct task {
    const char *name; /* "text-redaction" */
    const char *title;
    const char *summary;
    enum task_shape shape;
    const char *const *metrics; /* ids, first = headline; NULL-terminated */
    const struct task_bound *bounds;
    size_t bound_count;
    /* Refuse what breaks the contract, naming the key. */
    enum err_code (*check_input)(const struct js *input, struct err *err);
    enum err_code (*check_expected)(const struct js *input, const struct js *expected,
                                    struct err *err);
    enum err_code (*check_output)(const struct js *input, const struct js *output,
                                  struct err *err);
    /* MAY be NULL. Path (/out/…) of the file an output names, or p == NULL. */
    struct str (*output_file)(const struct js *output);
    /* MAY be NULL. The built-in tool that judges each output's file in the sandbox, whoever
     * made it (run/output_check.h). */
    const char *output_check;
    enum task_labelling labelling;
    /* MAY be NULL. What an answer is, in words for whoever makes answers elsewhere, with the
     * JSON of one. */
    const char *answer;
    /* MAY be NULL. The member of an output that is a text and says all of it: such answers may
     * also come as a table with a column of that name. */
    const char *answer_column;
    /* MAY be NULL. The member of an input that is the same in all items of a benchmark. */
    const char *same_in_all;
    /* Of the shape indexed, else NULL: what stands in a collection that is searched, and one
     * made up as by `example`. An input's "collection" names the collection of its benchmark;
     * {"entry":ID} wherever it stands in an output or an expected answer names an entry. */
    enum err_code (*check_entry)(const struct js *entry, struct err *err);
    enum err_code (*entry_example)(const char *folder, struct strbuf *entry, struct err *err);
    /* The rest is for a person's own files. Writes the input that stands for the file at
     * `path`, or says in words what the task cannot read and what helps. */
    enum err_code (*from_file)(struct arena *arena, const char *path, struct strbuf *input,
                               struct err *err);
    /* What from_file takes is JSON that names its files, also where it names one alone. */
    bool files_beside;
    /* Shows an output that keeps the contract. `style` is one of `styles`, the first is the
     * default. */
    void (*show)(const struct js *input, const struct js *output, const char *style,
                 struct task_shown *shown);
    const struct task_style *styles;
    /* Writes an input made up to try a tool with; makes the file it names in `folder`. */
    enum err_code (*example)(const char *folder, struct strbuf *input, struct err *err);
};

extern const struct task *const task_table[];
extern const size_t task_table_count;
/* An input names a file with a member {"file":PATH}, wherever it stands; PATH is relative to
 * the benchmark's folder. Stores the paths in the order in which they stand, one that is named
 * twice twice. ERR_LIMIT past TASK_FILES_MAX. */
enum { TASK_FILES_MAX = 8 };
struct task_files {
    struct str paths[TASK_FILES_MAX];
    size_t count;
};
enum err_code task_input_files(const struct js *input, struct task_files *files,
                               struct err *err) MUST_USE;
/* Calls each(data, id) for every {"entry":ID} in a value, in the order in which they stand,
 * until one is an error; an "entry" that is no text is ERR_FORMAT. */
typedef enum err_code task_entry_fn(void *data, struct str id, struct err *err);
enum err_code task_each_entry(const struct js *value, task_entry_fn *each, void *data,
                              struct err *err) MUST_USE;
/* By name, NULL when there is none. */
const struct task *task_lookup(struct str name);
/* The style of that name, the task's first for NULL; ERR_USAGE lists what there is. */
enum err_code task_style_find(const struct task *task, const char *name,
                              const struct task_style **style, struct err *err) MUST_USE;

#endif
