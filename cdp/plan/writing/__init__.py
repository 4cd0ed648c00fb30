"""Writing: an answer from what was fetched, by code made for one document.

    merging ─► which fields of an object are answered, under which names
    reading ─► how each is read from its object      (given by the surface)
    leaf    ─► how a scalar or enumeration is written
    source  ─► the text of a function that does it, and nothing else
    writer  ─► that function, compiled; one for each way that `@skip` and `@include` can fall

What a writer cannot do it says by `Unforeseen`, before or while it runs, and the reference
executor answers over the same objects.
"""
