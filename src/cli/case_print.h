/* Texts of a case on the terminal: what stands in evidence must not move the cursor or hide
 * itself. */
#ifndef POLICEAI_CLI_CASE_PRINT_H
#define POLICEAI_CLI_CASE_PRINT_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* To stdout, controls and invisible letters as \u{XX}; line ends are kept when `lines`. */
void case_print(struct str text, bool lines);
/* To stdout on one line: line ends, tabs and blanks beside each other are one blank. */
void case_print_line(struct str text);
/* ", page 3" or ", sheet Calls, rows 1 to 100". */
void case_print_page(int64_t number, struct str label);
/* "1:05.2" of 6520 hundredths of a second. */
void case_print_said(int64_t hundredths);

#endif
