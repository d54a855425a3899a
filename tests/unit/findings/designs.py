"""Small designs for reviews, and what is found in them."""

from __future__ import annotations

import xtsviz as xts


def a_design(arrows=(), users=(), tenants=(), **rest):
    return xts.Design.from_document(
        {
            "format": "xtsviz-topology",
            "version": 1,
            "tenants": list(tenants)
            or [
                {"id": "contoso", "name": "Contoso"},
                {"id": "fabrikam", "name": "Fabrikam"},
                {"id": "litware", "name": "Litware"},
            ],
            "arrows": list(arrows),
            "users": list(users),
            **rest,
        }
    )


def people(tenant, number, **fields):
    return [{"id": f"{tenant[0]}{n}", "tenant": tenant, **fields} for n in range(1, number + 1)]


def arrow(source, target, **fields):
    return {"source": source, "target": target, **fields}


def of(design, code):
    """{subject: message} of the findings with one code."""
    return {finding.subject: finding.message for finding in xts.review(design) if finding.code == code}


def found(design, code):
    """The subjects of the findings with one code."""
    return [finding.subject for finding in xts.review(design) if finding.code == code]
