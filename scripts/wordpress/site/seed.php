<?php
// Installs WordPress into an empty database and fills it: standard input is the JSON that
// scripts/wordpress/content.py makes. Ids are given, so that two sites of one content are one.
define('WP_INSTALLING', true);
require __DIR__ . '/publish.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

$content = json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR);
wp_install($content['name'], 'keeper', 'keeper@lab.invalid', true, '', 'invented');
foreach ($content['options'] as $option => $value) {
    update_option($option, $value);
}
$wp_rewrite->init();
$wp_rewrite->set_permalink_structure('/%year%/%monthnum%/%day%/%postname%/');
$wp_rewrite->flush_rules(false);
switch_theme($content['theme']);
foreach (get_posts(array('post_type' => 'any', 'post_status' => 'any', 'numberposts' => -1)) as $own) {
    wp_delete_post($own->ID, true);      // "Hello world!" and the sample pages
}
foreach ($content['authors'] as $login => $name) {
    wp_insert_user(array('user_login' => $login, 'user_pass' => 'invented', 'display_name' => $name,
        'user_email' => "$login@lab.invalid", 'role' => 'author'));
}
foreach ($content['categories'] as $slug => $category) {
    $parent = $category['parent'] ? get_category_by_slug($category['parent'])->term_id : 0;
    $made = wp_insert_term($category['name'], 'category', array('slug' => $slug, 'parent' => $parent));
    lab_well($made);
}
wp_defer_term_counting(true);
wp_defer_comment_counting(true);
array_map('lab_post', $content['posts']);
array_map('lab_comment', $content['comments']);
wp_defer_comment_counting(false);
wp_defer_term_counting(false);
