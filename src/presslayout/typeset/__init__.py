"""Text into lines and display type.  Knows nothing of columns, pages or the spec.

The rules of Chinese composition, each in one place, in the order in which a paragraph meets them:

    renditions   H2–H5   what is drawn for what was typed
    classes      §2      one letter for every character
    runs         U, B, Q quotations, numbers, codes, addresses, names
    clusters     H7, U1  what is one piece
    choice       H8      which face sets it
    cells        §2, V   its cell: `horizontal`, or `vertical` by `orientation`
    kinsoku      K, U    what a line end costs between two classes
    spacing      W, A    what two neighbours give up, the Han–Latin gap; `neighbours` is its table
    stretches    R1, F1  readings and the numbers of notes; `gridded` the em grid
    shape        §0      all of that, once for a paragraph, in parallel arrays
    breaking     §6.4    the best paragraph in so many lines
    adjustment   R, X    one line filled to its measure
    lines        P, W10  the answer: settings in n-1, n and n+1 lines
    phrases      T1–T4   where a headline is broken, at the words of `words`
    display_marks T9     the blank of marks cut to their ink
    headline     T5–T8   how large, how tight
    inking               glyphs at their places

Letters and numbers name the rules; docs/specimen shows each of them wrong and right, with its
source.  What a paper decides for itself is a field of `presslayout.typeset.manner`.
"""
