"""Partner staff see and change their own space in the Wagtail admin, and nothing else of it.

`guard.py` stands around every view of the admin, `rules.py` lists the views that are open to partner staff,
`own.py` says of any kind of row which are theirs, `forms.py` looks at what a page refers to.
"""
