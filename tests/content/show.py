"""Shows an article with these sections to a client."""


def show(client, article, *sections):
    """The article's page as the client gets it, once it holds these sections."""
    article.sections = list(sections)
    article.save()
    answer = client.get(article.url)
    assert answer.status_code == 200
    return answer.content.decode()
