"""Addresses of the library that are no pages of the tree; they stand below /library/."""

from django.urls import path

from cms.views import glossary

app_name = "cms"
urlpatterns = [
    path("glossary/", glossary.glossary, name="glossary"),
    path("glossary/<slug:slug>/", glossary.term, name="term"),
]
