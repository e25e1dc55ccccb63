/* A site for tests of the HTTP side: a few addresses with known answers, and levers.
 *
 *     /            a line of text              /large       60,000 bytes of text
 *     /page        20,000 bytes of text
 *     /echo/…      path, newline, query        /counted     how often it was rendered
 *     /soon        changes at site_double.until /zipped     compressed beforehand
 *     /asset       immutable                   /moved       301 to /
 *     /away        301 to another host         /fails       a failure of ours
 *     /gone        410                         all else     404
 *     /stream      5,000 lines, made while they are sent; /cut the same, failing half-way
 *     /endless     lines without an end */
#ifndef POLICEAI_TESTS_HTTP_SITE_DOUBLE_H
#define POLICEAI_TESTS_HTTP_SITE_DOUBLE_H

#include <stdatomic.h>
#include <stdint.h>

struct site_double {
    _Atomic uint64_t version;
    _Atomic int64_t until;
    _Atomic int rendered; /* of any address */
    _Atomic int opened;   /* sites, less those closed */
    _Atomic int streams;  /* begun, less those closed */
    _Atomic int broken;   /* site_version fails */
    _Atomic int unopenable;
    _Atomic(const char *)
        removed; /* id of a statement whose body was removed, by `removal`; or NULL */
    _Atomic(const char *) removal;
};
extern struct site_double site_double;

#endif
