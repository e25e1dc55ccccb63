/* The form's script and stylesheet, byte for byte; see form_asset.h. */
    .section .rodata
    .globl form_js, form_js_end, form_css, form_css_end
    .hidden form_js, form_js_end, form_css, form_css_end
form_js:
    .incbin "form.js"
form_js_end:
    .byte 0
form_css:
    .incbin "form.css"
form_css_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
