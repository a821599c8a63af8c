"""The expression language of the ODK XForms specification, compiled to closures.

``compile_expression`` is the way in. An expression is pure: it sees the nodes of a
filled questionnaire, the choices and side files, and an ``Environment``.
"""
