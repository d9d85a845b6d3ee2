<?php
// Other posts under a post: Jetpack's block (of 2023 and 2024), its older box as its script fills it,
// with pictures and without, and YARPP's templates.

function lab_related_kind(int $post) {
    $kinds = array('block', 'visual', 'minimal', 'list', 'yarpp', 'thumbnails', 'none');
    return $kinds[lab_choice($post, count($kinds), 3)];
}

// Jetpack's older box, which its share and like buttons stand before.
function lab_related_in_flair(int $post) {
    switch (lab_related_kind($post)) {
        case 'visual': return lab_jetpack_visual($post, lab_others($post));
        case 'minimal': return lab_jetpack_minimal($post, lab_others($post));
        default: return '';
    }
}

function lab_related(int $post) {
    $others = lab_others($post);
    switch (lab_related_kind($post)) {
        case 'block': return lab_jetpack_block($post, $others);
        case 'list': return lab_jetpack_list($post, $others);
        case 'yarpp': return lab_yarpp($post, $others);
        case 'thumbnails': return lab_yarpp_thumbnails($post, $others);
        default: return '';
    }
}

// Three other public posts, of the same language where there are enough; another turn has others.
function lab_others(int $post) {
    static $public = null;
    $public ??= get_posts(array('numberposts' => -1, 'has_password' => false, 'orderby' => 'ID', 'order' => 'ASC'));
    $alike = array_values(array_filter($public, fn ($one) => $one->ID !== $post && lab_language($one->ID) === lab_language($post)));
    $found = array();
    for ($at = 0; $at < min(3, count($alike)); $at++) {
        $found[] = $alike[($post + 3 * lab_furniture()['turn'] + $at) % count($alike)];
    }
    return $found;
}

function lab_title($other) {
    return esc_html(get_the_title($other) ?: $other->ID);
}

function lab_excerpt($other, int $letters) {
    $text = trim(preg_replace('/\s+/', ' ', wp_strip_all_tags(strip_shortcodes(excerpt_remove_blocks($other->post_content)))));
    return esc_html(mb_strlen($text) > $letters ? mb_substr($text, 0, $letters) . '…' : $text);
}

function lab_context(int $post, $other) {
    $category = get_the_category($other->ID)[0] ?? null;
    return $category ? esc_html(lab_say($post, 'context', html_entity_decode($category->name))) : '';
}

function lab_jetpack_block(int $post, array $others) {
    $items = '';
    foreach ($others as $other) {
        $id = 'related-posts-item-' . $post . $other->ID;
        $items .= "<ul id=\"$id\" aria-labelledby=\"$id-label\" class=\"jp-related-posts-i2__post\" role=\"menuitem\">"
            . "<li class=\"jp-related-posts-i2__post-link\"><a id=\"$id-label\" href=\"" . esc_url(get_permalink($other)) . "\" rel=\"nofollow\">" . lab_title($other) . '</a></li>'
            . '<li class="jp-related-posts-i2__post-date">' . esc_html(get_the_date('', $other)) . '</li>'
            . '<li class="jp-related-posts-i2__post-context">' . lab_context($post, $other) . '</li></ul>';
    }
    return '<nav class="jp-relatedposts-i2 wp-block-jetpack-related-posts" data-layout="grid">'
        . '<h2 class="wp-block-heading">' . lab_say($post, 'related') . '</h2>'
        . '<div class="jp-related-posts-i2__row" data-post-count="' . count($others) . "\">$items</div></nav>";
}

function lab_jetpack_list(int $post, array $others) {
    $items = '';
    foreach ($others as $other) {
        $id = 'related-posts-item-' . $post . $other->ID;
        $items .= "<li id=\"$id\" class=\"jp-related-posts-i2__post\"><a id=\"$id-label\" href=\"" . esc_url(get_permalink($other)) . '" class="jp-related-posts-i2__post-link" rel="nofollow">' . lab_title($other) . '</a>'
            . '<dl class="jp-related-posts-i2__post-defs"><dt>Date</dt><dd class="jp-related-posts-i2__post-date">' . esc_html(get_the_date('', $other)) . '</dd>'
            . '<dt>In relation to</dt><dd class="jp-related-posts-i2__post-context">' . lab_context($post, $other) . '</dd></dl></li>';
    }
    return '<nav class="jp-relatedposts-i2 wp-block-jetpack-related-posts" data-layout="grid" aria-label="' . lab_say($post, 'related') . '">'
        . '<h3 class="wp-block-heading">' . lab_say($post, 'related') . '</h3><ul class="jp-related-posts-i2__list" role="list" data-post-count="' . count($others) . "\">$items</ul></nav>";
}

function lab_jetpack_visual(int $post, array $others) {
    $items = '';
    foreach ($others as $at => $other) {
        $link = 'class="jp-relatedposts-post-a" href="' . esc_url(get_permalink($other)) . '" title="' . lab_title($other) . "\n\n" . lab_excerpt($other, 220)
            . "\" rel=\"nofollow\" data-origin=\"$post\" data-position=\"$at\"";
        $items .= "<div class=\"jp-relatedposts-post jp-relatedposts-post$at jp-relatedposts-post-thumbs\" data-post-id=\"{$other->ID}\" data-post-format=\"false\">"
            . "<a $link><img class=\"jp-relatedposts-post-img\" src=\"/picture-{$other->ID}.jpg\" width=\"350\" alt=\"" . lab_title($other) . '"></a>'
            . "<h4 class=\"jp-relatedposts-post-title\"><a $link>" . lab_title($other) . '</a></h4>'
            . '<p class="jp-relatedposts-post-excerpt">' . lab_excerpt($other, 220) . '</p>'
            . '<time class="jp-relatedposts-post-date" datetime="' . get_the_date('', $other) . '">' . get_the_date('', $other) . '</time>'
            . '<p class="jp-relatedposts-post-context">' . lab_context($post, $other) . '</p></div>';
    }
    return '<div id="jp-relatedposts" class="jp-relatedposts" style="display: block;"><h3 class="jp-relatedposts-headline"><em>' . lab_say($post, 'related')
        . "</em></h3><div class=\"jp-relatedposts-items jp-relatedposts-items-visual jp-relatedposts-grid \">$items</div></div>";
}

function lab_jetpack_minimal(int $post, array $others) {
    $items = '';
    foreach ($others as $at => $other) {
        $items .= "<p class=\"jp-relatedposts-post jp-relatedposts-post$at\" data-post-id=\"{$other->ID}\" data-post-format=\"false\">"
            . '<span class="jp-relatedposts-post-title"><a class="jp-relatedposts-post-a" href="' . esc_url(get_permalink($other)) . '" title="' . lab_title($other)
            . "\" rel=\"nofollow\" data-origin=\"$post\" data-position=\"$at\">" . lab_title($other) . '</a></span>'
            . '<time class="jp-relatedposts-post-date" datetime="' . get_the_date('', $other) . '">' . get_the_date('', $other) . '</time>'
            . '<span class="jp-relatedposts-post-context">' . lab_context($post, $other) . '</span></p>';
    }
    return '<div id="jp-relatedposts" class="jp-relatedposts" style="display: block;"><h3 class="jp-relatedposts-headline"><em>' . lab_say($post, 'related')
        . "</em></h3><div class=\"jp-relatedposts-items jp-relatedposts-items-minimal jp-relatedposts-list \">$items</div></div>";
}

function lab_yarpp(int $post, array $others) {
    $items = '';
    foreach ($others as $other) {
        $items .= '<li><a href="' . esc_url(get_permalink($other)) . '" rel="bookmark" title="' . lab_title($other) . '">' . lab_title($other) . '</a> <small>' . lab_excerpt($other, 90) . '</small></li>';
    }
    return "<div class='yarpp yarpp-related yarpp-related-website yarpp-template-list'>\n<!-- YARPP List -->\n<h3>" . lab_say($post, 'yarpp') . "</h3><ol>\n$items\n</ol>\n</div>";
}

function lab_yarpp_thumbnails(int $post, array $others) {
    $items = '';
    foreach ($others as $other) {
        $items .= "<a class='yarpp-thumbnail' rel='norewrite' href='" . esc_url(get_permalink($other)) . "' title='" . lab_title($other) . "'>"
            . "<span class=\"yarpp-thumbnail-default\"><img src=\"/default.png\" alt=\"Default Thumbnail\"/></span><span class=\"yarpp-thumbnail-title\">" . lab_title($other) . "</span></a>\n";
    }
    return "<div class='yarpp yarpp-related yarpp-related-website yarpp-template-thumbnails'>\n<!-- YARPP Thumbnails -->\n<h3>" . lab_say($post, 'yarpp')
        . "</h3>\n<div class=\"yarpp-thumbnails-horizontal\">\n$items</div>\n</div>";
}
