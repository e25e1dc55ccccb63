/* A context of MuPDF whose memory is counted, bounded and taken back as a whole: what an
 * exception leaves behind is not lost, and a hostile file is refused before the machine is out
 * of memory. Warnings of MuPDF, which may quote the document, go nowhere. */
#ifndef POLICEAI_PDF_MEMORY_PDF_MEMORY_H
#define POLICEAI_PDF_MEMORY_PDF_MEMORY_H

#include <mupdf/fitz.h>

struct pdf_memory;

/* Ended by pdf_memory_free, which frees all that the context handed out. */
struct pdf_memory *pdf_memory_new(void);
/* Lent; NULL when MuPDF could not make one. */
fz_context *pdf_memory_context(struct pdf_memory *memory);
void pdf_memory_free(struct pdf_memory *memory);

#endif
