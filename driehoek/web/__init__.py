"""How Driehoek looks: base pages, components and the page that shows them all, forms, charts, errors, static files.

No domain lives here: nothing in this folder knows a school, a parent or a meeting. Every other folder may use it.

Start at `/_components/` (demo and development): each component in its states, with the template line that makes it.
`{% load look %}` gives the components; `base.html` has four children: `staff`, `guest`, `hall` and `plain`.
"""
