/* The people of a case, each once: made anew from the marks whenever those change; what
 * officers chose (roles, who is who) stays, by the key of a name. */
#ifndef POLICEAI_CASEFOLDER_CASE_CAST_H
#define POLICEAI_CASEFOLDER_CASE_CAST_H

#include "casefolder/case_marks.h"

/* The label of names, as the tools of the task give it. */
#define CASE_NAME_LABEL "PERSON"

struct case_near {
    struct str label, text;
    int64_t count;
    int64_t mark; /* one of them */
    bool said;    /* somebody said that it is theirs, else it stands close by */
};

struct case_person {
    int64_t id; /* also the number of their pseudonym */
    struct str key, name;
    struct str suggested, why; /* a role from a title, "" */
    struct str role;           /* chosen, "" */
    int64_t mentions, files;
    struct str *forms; /* ways the name is written, the commonest first */
    size_t form_count;
    struct case_near *near; /* phones, addresses, plates: said to be theirs, or close by */
    size_t near_count;
};

struct case_people {
    struct case_person *items;
    size_t count;
};

struct case_alike {
    struct str one, other; /* keys */
    struct str one_name, other_name;
    struct str why;
};

/* Links marks to people by person_name.h; then whatever else stands on the same line as
 * exactly one person follows them ("near"), unless somebody said whose it is ("said"). */
enum err_code case_cast_make(struct case_folder *folder, struct err *err) MUST_USE;
/* Most mentioned first. In the arena. */
enum err_code case_cast_list(struct case_folder *folder, struct arena *arena,
                             struct case_people *people, struct err *err) MUST_USE;
/* Who may be who, and nobody said. In the arena. */
enum err_code case_cast_alike(struct case_folder *folder, struct arena *arena,
                              struct case_alike **alike, size_t *count,
                              struct err *err) MUST_USE;
/* Role `role` ("" takes it back) of a person. ERR_NOT_FOUND. */
enum err_code case_cast_role(struct case_folder *folder, int64_t person, struct str role,
                             struct str who, int64_t now, struct err *err) MUST_USE;
/* They are one person, or two; the cast is made anew. ERR_INVALID for a key with itself. */
enum err_code case_cast_join(struct case_folder *folder, struct str one, struct str other,
                             bool same, struct str who, int64_t now, struct err *err) MUST_USE;
/* Whose a mark that is no name is, and all like it in the case: `person` 0 is nobody's, whoever
 * it stands close to. ERR_NOT_FOUND for a mark or a person there is not, ERR_INVALID for a
 * name. */
enum err_code case_cast_owner(struct case_folder *folder, int64_t mark, int64_t person,
                              struct str who, int64_t now, struct err *err) MUST_USE;
/* The role that counts: chosen, else suggested, else "unknown"; 0 is nobody. */
struct str case_cast_role_of(const struct case_people *people, int64_t person);

#endif
