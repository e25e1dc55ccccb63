/* SegLST files (segment-wise long-form speech transcription): who said what from when to when.
 * One JSON array of objects, or an object a line. SOURCE: CHiME-8 task description;
 * fgnt/meeteval f35fc07, README.md "Segment-wise Long-form Speech Transcription annotation". */
#ifndef POLICEAI_SCORE_SEGLST_H
#define POLICEAI_SCORE_SEGLST_H

#include "score/speech/transcript.h"

enum { SEGLST_BYTES_MAX = 256 * 1024 * 1024 };

/* {"session_id","speaker","words","start_time","end_time"}: the file, speaker, raw and times of
 * the utterance. Times are seconds, numbers or text of a number, both NAN where neither is
 * there; other members are not looked at. ERR_FORMAT on a row that is not so, or ends before it
 * begins. Texts lie where the row's do. */
enum err_code seglst_row(const struct js *row, struct utterance *utterance,
                         struct err *err) MUST_USE;
/* Reads a file into `transcript` (its path and format are set); items are malloc'd. A row that
 * cannot be used goes through score_report_skip. */
enum err_code seglst_read(struct score_report *report, struct transcript *transcript,
                          struct err *err) MUST_USE;

#endif
