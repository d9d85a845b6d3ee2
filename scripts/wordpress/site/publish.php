<?php
// What the tests do to the WordPress they started, by the functions an editor's clicks end in.
$_SERVER['HTTP_HOST'] = parse_url(getenv('LAB_ROOT'), PHP_URL_HOST);
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD'] = 'GET';
require_once __DIR__ . '/wp-load.php';
kses_remove_filters();                   // these authors may write what they like

function lab_well($result) {
    if (is_wp_error($result)) {
        fwrite(STDERR, $result->get_error_message() . "\n");
        exit(1);
    }
    return $result;
}

function lab_post(array $post) {
    $row = array(
        'import_id' => $post['id'],
        'post_type' => $post['type'],
        'post_name' => $post['slug'],
        'post_title' => $post['title'],
        'post_content' => $post['content'],
        'post_excerpt' => $post['excerpt'],
        'post_status' => $post['status'],
        'post_password' => $post['password'],
        'post_author' => get_user_by('login', $post['author'])->ID,
        'post_date' => $post['date'],
        'post_date_gmt' => $post['date_gmt'],
        'tags_input' => $post['tags'],
        'post_category' => array_map(fn ($slug) => get_category_by_slug($slug)->term_id, $post['categories']),
    );
    lab_well(wp_insert_post(wp_slash($row), true));
}

function lab_comment(array $comment) {
    global $wpdb;
    // wp_insert_comment takes no id; the row is what it would write.
    $wpdb->insert($wpdb->comments, array(
        'comment_ID' => $comment['id'],
        'comment_post_ID' => $comment['post'],
        'comment_parent' => $comment['parent'],
        'comment_author' => $comment['author'],
        'comment_author_url' => $comment['url'],
        'comment_content' => $comment['text'],
        'comment_date' => $comment['date'],
        'comment_date_gmt' => $comment['date_gmt'],
        'comment_type' => $comment['type'],
        'comment_approved' => $comment['approved'],
    ));
    wp_update_comment_count($comment['post']);
}
