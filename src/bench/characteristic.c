/* See characteristic.h. */
#include "bench/characteristic.h"

const struct characteristic characteristic_table[CHARACTERISTICS] = {
    {"age", "age"},
    {"disability", "disability"},
    {"gender-reassignment", "gender reassignment"},
    {"marriage-and-civil-partnership", "marriage and civil partnership"},
    {"pregnancy-and-maternity", "pregnancy and maternity"},
    {"race", "race"},
    {"religion-or-belief", "religion or belief"},
    {"sex", "sex"},
    {"sexual-orientation", "sexual orientation"}};

const struct characteristic *characteristic_lookup(struct str id)
{
    for (size_t i = 0; i < CHARACTERISTICS; i++) {
        if (str_is(id, characteristic_table[i].id)) {
            return &characteristic_table[i];
        }
    }
    return NULL;
}

const struct characteristic *characteristic_of_group(const struct js *definition,
                                                     struct str name)
{
    const struct js *group = js_member_str(js_member(definition, "groups"), name);
    struct str said = js_text(group, "characteristic");
    return characteristic_lookup(said.n > 0 ? said : name);
}
