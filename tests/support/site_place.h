/* The public site over a keeper's place: what tests of pages ask it. One at a time.
 *
 *     place = keeper_place_begin((struct keeper_settings){…});
 *     keeper_place_say(place, …);
 *     site_place_show(place, NOW);
 *     must_say("/deployments", "stage=pilot", "Sample");
 *     site_place_close(); */
#ifndef POLICEAI_TESTS_SITE_PLACE_H
#define POLICEAI_TESTS_SITE_PLACE_H

#include "base/json.h"
#include "support/keeper_place.h"
#include "web/site.h"

/* What the place's log says, as the site shows it at `now`, over this tree's reference data;
 * closes the keeper. May be called again with another time. */
void site_place_show(struct keeper_place *place, int64_t now);
/* The same over the reference data of another folder. */
void site_place_show_with(struct keeper_place *place, int64_t now, const char *reference);
/* The place stays. */
void site_place_close(void);
/* As it is asked below. */
struct site *site_place_site(void);

/* What is answered lies in the place's arena. */
struct site_answer ask(const char *path, const char *query);
/* The page's data (its address with ".json"); fails unless it is there. */
const struct js *data_of(const char *path, const char *query);
/* Text of HTML: each tag a blank, blanks run together. */
struct str text_of(struct str html);
/* Does the page's text hold this? Fails unless the page is there. */
bool says(const char *path, const char *query, const char *text);
/* Fails, with the text, unless it does. */
void must_say(const char *path, const char *query, const char *text);
/* Does the page's markup hold this? */
bool holds(const char *path, const char *query, const char *markup);

#endif
