<?php
// Author boxes: Simple Author Box 2.x, PublishPress Authors 4.x, Molongui 4.x, core's block, one that a
// theme's own template might have, and the theme's (Twenty Twenty-One's, which it draws for an author
// with a description; in another theme its markup is printed here).

function lab_box_of(int $post) {
    $kinds = array('theme', 'simple', 'publishpress', 'molongui', 'block', 'plain', 'none');
    return $kinds[lab_choice($post, count($kinds))];
}

add_filter('get_the_author_description', function ($description, $user = 0) {
    $post = get_the_ID();
    $on = lab_furniture() && is_singular('post') && $post && lab_box_of($post) === 'theme';
    return $on ? lab_bio($post, get_the_author_meta('display_name', $user ?: false)) : $description;
}, 10, 2);

function lab_bio(int $post, string $name) {
    return lab_say($post, 'writes', $name, get_bloginfo('name'));
}

function lab_author_box(int $post) {
    $name = esc_html(get_the_author());
    $url = esc_url(get_author_posts_url(get_the_author_meta('ID')));
    $picture = get_avatar(get_the_author_meta('ID'), 100);
    $bio = esc_html(lab_bio($post, get_the_author()));
    $say = fn ($phrase) => lab_say($post, $phrase);
    switch (lab_box_of($post)) {
        case 'simple':
            return "<div class=\"saboxplugin-wrap\" itemtype=\"http://schema.org/Person\" itemscope itemprop=\"author\">"
                . "<div class=\"saboxplugin-tab\"><div class=\"saboxplugin-gravatar\">$picture</div>"
                . "<div class=\"saboxplugin-authorname\"><a href=\"$url\" class=\"vcard author\" rel=\"author\"><span class=\"fn\">$name</span></a></div>"
                . "<div class=\"saboxplugin-desc\"><div itemprop=\"description\"><p>$bio</p>\n</div></div><div class=\"clearfix\"></div></div></div>";
        case 'publishpress':
            return "<div class=\"pp-multiple-authors-boxes-wrapper pp-multiple-authors-wrapper pp-multiple-authors-layout-boxed multiple-authors-target-the-content box-post-id-$post box-instance-id-1\""
                . " data-post_id=\"$post\" data-instance_id=\"1\" data-additional_class=\"pp-multiple-authors-layout-boxed.multiple-authors-target-the-content\">"
                . "<h2 class=\"widget-title box-header-title\">{$say('author')}</h2><span class=\"ppma-layout-prefix\"></span>"
                . "<div class=\"ppma-author-category-wrap\"><span class=\"ppma-category-group ppma-category-group-1 category-index-0\"><ul class=\"pp-multiple-authors-boxes-ul author-ul-0\">"
                . "<li class=\"pp-multiple-authors-boxes-li author_index_0 author_x has-avatar\"><div class=\"pp-author-boxes-avatar\"><div class=\"avatar-image\">$picture</div></div>"
                . "<div class=\"pp-author-boxes-avatar-details\"><div class=\"pp-author-boxes-name multiple-authors-name\"><a href=\"$url\" rel=\"author\" title=\"$name\" class=\"author url fn\">$name</a></div>"
                . "<p class=\"pp-author-boxes-description multiple-authors-description author-description-0\">$bio</p>"
                . "<span class=\"pp-author-boxes-meta multiple-authors-links\"><a href=\"$url\" title=\"{$say('all')}\"><span>{$say('all')}</span></a></span></div></li>"
                . "</ul></span></div><span class=\"ppma-layout-suffix\"></span></div>";
        case 'molongui':
            return "<div class=\"m-a-box\" data-box-layout=\"slim\" data-box-position=\"below\" data-multiauthor=\"false\" data-author-type=\"user\"><div class=\"m-a-box-container\"><div class=\"m-a-box-tab m-a-box-content m-a-box-profile\" data-profile-layout=\"layout-1\">"
                . "<div class=\"m-a-box-content-top\"></div><div class=\"m-a-box-content-middle\"><div class=\"m-a-box-item m-a-box-avatar\"><a class=\"m-a-box-avatar-url\" href=\"$url\">$picture</a></div>"
                . "<div class=\"m-a-box-item m-a-box-data\"><div class=\"m-a-box-name m-a-box-title\"><h5><a class=\"m-a-box-name-url\" href=\"$url\">$name</a></h5></div>"
                . "<div class=\"m-a-box-item m-a-box-meta\"><span class=\"m-a-box-string-more-posts\">{$say('all')}</span></div><div class=\"m-a-box-bio\"><p>$bio</p></div></div></div>"
                . "<div class=\"m-a-box-content-bottom\"></div></div></div></div>";
        case 'block':
            return "<div class=\"wp-block-post-author\"><div class=\"wp-block-post-author__avatar\">$picture</div><div class=\"wp-block-post-author__content\">"
                . "<p class=\"wp-block-post-author__byline\">{$say('by')}</p><p class=\"wp-block-post-author__name\">$name</p><p class=\"wp-block-post-author__bio\">$bio</p></div></div>";
        case 'plain':
            return "<div class=\"about-author\">$picture<h4>{$say('about')}</h4><p><strong>$name</strong></p><p>$bio</p></div>";
        case 'theme':
            if (get_template() === 'twentytwentyone') {
                return '';
            }
            $by = sprintf(__('By %s', 'twentytwentyone'), $name);
            $all = sprintf(__("View all of %s's posts.", 'twentytwentyone'), $name);
            return "<div class=\"author-bio show-avatars\">$picture<div class=\"author-bio-content\"><h2 class=\"author-title\">$by</h2>"
                . "<p class=\"author-description\"> $bio</p><a class=\"author-link\" href=\"$url\" rel=\"author\">$all</a></div></div>";
        default:
            return '';
    }
}
