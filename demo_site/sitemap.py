"""The demonstration's sitemap."""

from wagtail.contrib.sitemaps import Sitemap


class PagesSitemap(Sitemap):
    """Every page but the site's front page, whose address only leads on to the community."""

    def items(self):
        return super().items().exclude(pk=self.get_wagtail_site().root_page_id)
