"""Addresses of the library that are no pages of the tree; they stand below /library/."""

from django.urls import path

from cms.views import glossary, handouts, helpful, history, suggesting

app_name = "cms"
urlpatterns = [
    path("glossary/", glossary.glossary, name="glossary"),
    path("glossary/<slug:slug>/", glossary.term, name="term"),
    path("suggestions/", suggesting.suggestions, name="suggestions"),
    path("<path:path>/helpful/", helpful.helpful, name="helpful"),
    path("<path:path>/suggest/", suggesting.suggest, name="suggest"),
    path("<path:path>/print/", handouts.print_view, name="print"),
    path("<path:path>.pdf", handouts.pdf, name="pdf"),
    path("<path:path>/history/", history.history, name="history"),
    path("<path:path>/history/<int:number>/", history.change, name="change"),
]
