<?php
// What stands round a post beside these: share, like and subscribe boxes, Yoast's head, widgets, a notice.

function lab_flair(int $post) {
    $related = lab_related_in_flair($post);
    if (lab_choice($post, 4, 2) === 3) {
        return $related;
    }
    $url = esc_url(get_permalink($post));
    $buttons = '';
    foreach (array('facebook' => 'Facebook', 'x' => 'X', 'telegram' => 'Telegram') as $service => $name) {
        $click = esc_html(lab_say($post, 'click', $name));
        $buttons .= "<li class=\"share-$service\"><a rel=\"nofollow noopener noreferrer\" data-shared=\"sharing-$service-$post\" class=\"share-$service sd-button share-icon\" href=\"$url?share=$service\""
            . " target=\"_blank\" aria-labelledby=\"sharing-$service-$post\"><span id=\"sharing-$service-$post\" hidden>$click</span><span>$name</span></a></li>";
    }
    $frame = "like-post-frame-1-$post-5f406bd4e601f";
    return '<div id="jp-post-flair" class="sharedaddy sd-like-enabled sd-sharing-enabled"><div class="sharedaddy sd-sharing-enabled"><div class="robots-nocontent sd-block sd-social sd-social-icon-text sd-sharing">'
        . '<h3 class="sd-title">' . lab_say($post, 'share') . "</h3><div class=\"sd-content\"><ul>$buttons<li class=\"share-end\"></li></ul></div></div></div>"
        . "<div class='sharedaddy sd-block sd-like jetpack-likes-widget-wrapper jetpack-likes-widget-unloaded' id='like-post-wrapper-1-$post-5f406bd4e601f' data-src='//widgets.wp.com/likes/#blog_id=1&amp;post_id=$post' data-name='$frame' data-title='Like or Reblog'>"
        . "<h3 class='sd-title'>" . lab_say($post, 'like') . "</h3><div class='likes-widget-placeholder post-likes-widget-placeholder' style='height: 55px;'><span class='button'><span>" . lab_say($post, 'likes')
        . "</span></span> <span class='loading'>" . lab_say($post, 'loading') . "</span></div><span class='sd-text-color'></span><a class='sd-link-color'></a></div>$related</div>";
}

function lab_subscribe(int $post) {
    if (lab_choice($post, 2, 5) === 1) {
        return '';
    }
    $name = get_bloginfo('name');
    return '<div class="wp-block-group has-border-color is-layout-constrained wp-block-group-is-layout-constrained" style="border-style:none;border-width:0px;margin-top:32px;margin-bottom:32px">'
        . '<hr class="wp-block-separator has-alpha-channel-opacity is-style-wide"><h3 class="wp-block-heading has-text-align-center" style="margin-top:4px;margin-bottom:10px">' . lab_say($post, 'discover', $name) . '</h3>'
        . '<p class="has-text-align-center" style="margin-top:10px;margin-bottom:10px;font-size:15px">' . lab_say($post, 'subscribe') . '</p>'
        . '<div class="wp-block-group is-layout-constrained wp-block-group-is-layout-constrained"><div class="wp-block-jetpack-subscriptions__supports-newline wp-block-jetpack-subscriptions"><div class="wp-block-jetpack-subscriptions__container is-not-subscriber">'
        . '<form action="https://wordpress.com/email-subscriptions" method="post" accept-charset="utf-8" data-blog="1" id="subscribe-blog"><div class="wp-block-jetpack-subscriptions__form-elements"><p id="subscribe-email"><label id="subscribe-field-label" for="subscribe-field" class="screen-reader-text">'
        . lab_say($post, 'type') . '</label><input required="required" type="email" name="email" placeholder="' . lab_say($post, 'type') . '" id="subscribe-field"></p>'
        . '<p id="subscribe-submit"><input type="hidden" name="action" value="subscribe"><button type="submit" class="wp-block-button__link" name="jetpack_subscriptions_widget">' . lab_say($post, 'join') . '</button></p></div></form></div></div></div></div>';
}

function lab_add_to_any(int $post, string $place) {
    if (lab_choice($post, 3) === 2) {
        return '';
    }
    $url = esc_url(get_permalink($post));
    $title = esc_attr(get_the_title($post));
    $buttons = '';
    foreach (array('facebook' => 'Facebook', 'mastodon' => 'Mastodon', 'email' => 'Email') as $service => $name) {
        $buttons .= "<a class=\"a2a_button_$service\" href=\"https://www.addtoany.com/add_to/$service?linkurl=$url\" title=\"$name\" rel=\"nofollow noopener\" target=\"_blank\"></a>";
    }
    $header = $place === 'bottom' ? '<div class="addtoany_header">' . lab_say($post, 'share') . '</div>' : '';
    return "<div class=\"addtoany_share_save_container addtoany_content addtoany_content_$place\">$header<div class=\"a2a_kit a2a_kit_size_32 addtoany_list\" data-a2a-url=\"$url\" data-a2a-title=\"$title\">$buttons"
        . '<a class="a2a_dd addtoany_share_save addtoany_share" href="https://www.addtoany.com/share"></a></div></div>';
}

// Yoast SEO 20's head of a post.
add_action('wp_head', function () {
    if (!lab_furniture() || !lab_furniture()['yoast'] || !is_singular('post')) {
        return;
    }
    $post = get_queried_object();
    $home = home_url('/');
    $url = get_permalink($post);
    $site = get_bloginfo('name');
    $name = get_the_author_meta('display_name', $post->post_author);
    $title = trim(html_entity_decode(get_the_title($post)) . " - $site");
    $dates = array('datePublished' => get_post_time('c', true, $post), 'dateModified' => get_post_modified_time('c', true, $post));
    $language = LAB_PHRASES[lab_language($post->ID)]['lang'];
    $graph = array(
        array('@type' => 'Article', '@id' => "$url#article", 'isPartOf' => array('@id' => $url), 'author' => array('name' => $name, '@id' => "$home#/schema/person/{$post->post_author}"),
            'headline' => html_entity_decode(get_the_title($post))) + $dates + array('mainEntityOfPage' => array('@id' => $url), 'wordCount' => 30, 'commentCount' => (int) $post->comment_count,
            'articleSection' => wp_list_pluck(get_the_category($post->ID), 'name'), 'inLanguage' => $language),
        array('@type' => 'WebPage', '@id' => $url, 'url' => $url, 'name' => $title, 'isPartOf' => array('@id' => "$home#website")) + $dates
            + array('author' => array('@id' => "$home#/schema/person/{$post->post_author}"), 'breadcrumb' => array('@id' => "$url#breadcrumb"), 'inLanguage' => $language),
        array('@type' => 'BreadcrumbList', '@id' => "$url#breadcrumb", 'itemListElement' => array(
            array('@type' => 'ListItem', 'position' => 1, 'name' => 'Home', 'item' => $home), array('@type' => 'ListItem', 'position' => 2, 'name' => html_entity_decode(get_the_title($post))))),
        array('@type' => 'WebSite', '@id' => "$home#website", 'url' => $home, 'name' => $site, 'description' => get_bloginfo('description'), 'inLanguage' => $language),
        array('@type' => 'Person', '@id' => "$home#/schema/person/{$post->post_author}", 'name' => $name, 'image' => array('@type' => 'ImageObject', 'caption' => $name),
            'url' => get_author_posts_url($post->post_author)),
    );
    foreach (array('og:type' => 'article', 'og:title' => $title, 'og:url' => $url, 'og:site_name' => $site, 'article:published_time' => $dates['datePublished'],
        'article:modified_time' => $dates['dateModified']) as $property => $content) {
        echo "<meta property=\"$property\" content=\"" . esc_attr($content) . "\" />\n";
    }
    foreach (array('author' => $name, 'twitter:card' => 'summary_large_image', 'twitter:label1' => lab_say($post->ID, 'by'), 'twitter:data1' => $name,
        'twitter:label2' => lab_say($post->ID, 'minutes'), 'twitter:data2' => lab_say($post->ID, 'minute')) as $meta => $content) {
        echo "<meta name=\"$meta\" content=\"" . esc_attr($content) . "\" />\n";
    }
    echo '<script type="application/ld+json" class="yoast-schema-graph">' . wp_json_encode(array('@context' => 'https://schema.org', '@graph' => $graph), JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE) . "</script>\n";
}, 2);

add_action('wp_footer', function () {
    if (lab_furniture() && is_singular('post')) {
        $post = get_queried_object_id();
        echo '<div id="cookie-notice" role="dialog" class="cookie-notice-hidden cookie-revoke-hidden cn-position-bottom" aria-label="Cookie Notice" style="background-color: rgba(50,50,58,1);"><div class="cookie-notice-container" style="color: #fff">'
            . '<span id="cn-notice-text" class="cn-text-container">' . lab_say($post, 'cookies') . '</span><span id="cn-notice-buttons" class="cn-buttons-container">'
            . '<button id="cn-accept-cookie" data-cookie-set="accept" class="cn-set-cookie cn-button" aria-label="Ok">' . lab_say($post, 'accept') . '</button></span></div></div>';
    }
});

// The widgets are WordPress's own, as blocks; a classic theme has them in its sidebar.
function lab_widgets() {
    $post = get_queried_object_id();
    $shown = 5 - lab_furniture()['turn'] % 3;
    return array(
        '<!-- wp:group --><div class="wp-block-group"><!-- wp:heading --><h2>' . lab_say($post, 'recent') . '</h2><!-- /wp:heading -->'
            . "<!-- wp:latest-posts {\"postsToShow\":$shown,\"displayPostDate\":true,\"displayPostContent\":true,\"excerptLength\":12} /--></div><!-- /wp:group -->",
        '<!-- wp:group --><div class="wp-block-group"><!-- wp:heading --><h2>' . lab_say($post, 'comments') . '</h2><!-- /wp:heading -->'
            . "<!-- wp:latest-comments {\"commentsToShow\":$shown,\"displayAvatar\":true,\"displayDate\":true,\"displayExcerpt\":true} /--></div><!-- /wp:group -->",
    );
}

if (lab_furniture()) {
    add_filter('pre_option_widget_block', fn () => array(2 => array('content' => 'recent posts'), 3 => array('content' => 'recent comments'), '_multiwidget' => 1));
    add_filter('pre_option_widget_recent-comments', fn () => array(2 => array('title' => '', 'number' => 4), '_multiwidget' => 1));
    add_filter('sidebars_widgets', fn () => array('wp_inactive_widgets' => array(), 'sidebar-1' => array('block-2', 'block-3', 'recent-comments-2')));
    add_filter('widget_block_content', function ($content) {
        return is_singular('post') ? do_blocks(lab_widgets()[$content === 'recent posts' ? 0 : 1]) : '';
    }, 5);
    add_filter('render_block', function ($content, $block) {
        $is_footer = $block['blockName'] === 'core/template-part' && ($block['attrs']['slug'] ?? '') === 'footer';
        return $is_footer && is_singular('post') ? '<aside class="wp-block-group sidebar">' . do_blocks(implode('', lab_widgets())) . "</aside>$content" : $content;
    }, 10, 2);
}
